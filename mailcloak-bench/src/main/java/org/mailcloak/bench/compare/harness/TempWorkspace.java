package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** A temporary folder and the processes that were started in it; closing ends them in reverse order and removes it. */
public final class TempWorkspace implements AutoCloseable {

    private final Path folder;
    private final Deque<Process> processes = new ArrayDeque<>();
    private final Thread hook = new Thread(this::clear, "workshop-clear");

    public TempWorkspace() {
        try {
            folder = Files.createTempDirectory("mailcloak-bench-").toRealPath();
            // Postfix's processes, which are not root, go through it.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Path path(String relative) {
        return folder.resolve(relative);
    }

    public Path file(String relative, String content) {
        try {
            return Files.writeString(path(relative), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder(String relative) {
        try {
            return Files.createDirectories(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a process that lives until it is ended, or the workshop is closed. */
    public synchronized Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            processes.push(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + builder.command(), e);
        }
    }

    @Override
    public void close() {
        clear();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void clear() {
        while (!processes.isEmpty()) {
            Program.end(processes.pop());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
