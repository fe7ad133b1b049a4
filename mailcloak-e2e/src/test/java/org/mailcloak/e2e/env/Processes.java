package org.mailcloak.e2e.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Finds and ends processes that a test started, by their ids only. */
public final class Processes {

    private Processes() {}

    /** The process a daemon's pid file names, while it lives. */
    public static Optional<ProcessHandle> fromPidFile(Path pidFile) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Ends the process and everything below it at once. Children are listed first: they lose their parent with it. */
    public static void killTree(ProcessHandle top) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(top), top.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await("the end of " + all)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> all.stream().noneMatch(Processes::running));
    }

    /** A process that ended but was not yet collected by its parent (a zombie) does not run; it has no command line. */
    public static boolean running(ProcessHandle process) {
        try {
            return process.isAlive()
                    && Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline")).length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The folder that the process sees as the root; empty if it has ended. */
    public static Optional<Path> root(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "root")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether every thread of the process is stopped, as after SIGSTOP. */
    public static boolean stopped(ProcessHandle process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                // The state stands behind the name, which is in parentheses.
                if (!Files.readString(thread.resolve("stat")).contains(") T ")) {
                    return false;
                }
            }
            return true;
        }
    }
}
