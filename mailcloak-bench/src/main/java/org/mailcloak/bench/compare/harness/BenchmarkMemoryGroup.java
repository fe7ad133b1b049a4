package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A control group with a limit of memory, version 2 or 1, whichever the machine has. Page cache counts too, but gives
 * way. Needs root.
 */
public final class BenchmarkMemoryGroup implements AutoCloseable {

    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/memory");

    private final Path folder;
    private final String events;

    private BenchmarkMemoryGroup(Path folder, String events) {
        this.folder = folder;
        this.events = events;
    }

    /** @param limit bytes */
    public static BenchmarkMemoryGroup create(long limit) {
        boolean second = Files.exists(VERSION_2.resolve("cgroup.controllers"));
        Path folder = (second ? VERSION_2 : VERSION_1)
                .resolve("mailcloak-bench-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(folder);
            Files.writeString(folder.resolve(second ? "memory.max" : "memory.limit_in_bytes"), Long.toString(limit));
        } catch (IOException e) {
            throw new UncheckedIOException("no control group with a limit can be made here", e);
        }
        return new BenchmarkMemoryGroup(folder, second ? "memory.events" : "memory.oom_control");
    }

    /** The same command in the group: a shell enters it and becomes the command. */
    public List<String> inside(List<String> command) {
        List<String> line = new ArrayList<>();
        line.addAll(List.of(
                "sh",
                "-c",
                "echo $$ >\"$0\" && exec \"$@\"",
                folder.resolve("cgroup.procs").toString()));
        line.addAll(command);
        return line;
    }

    /** How often a process was killed for want of memory. */
    public long kills() {
        try {
            return Files.readAllLines(folder.resolve(events)).stream()
                    .filter(line -> line.startsWith("oom_kill "))
                    .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no oom_kill in " + folder.resolve(events)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes have to have ended. */
    @Override
    public void close() {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
