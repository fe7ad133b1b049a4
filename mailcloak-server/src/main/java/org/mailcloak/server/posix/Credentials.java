package org.mailcloak.server.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who a thread is for the kernel: proc(5), {@code /proc/pid/task/tid/status}.
 *
 * @param effectiveUid who it is when it asks for something
 * @param uids the real, effective, saved and file system one, without repetition
 * @param gids the same of the group
 * @param groups the supplementary ones
 * @param capable whether it has any capability, permitted or effective
 */
record Credentials(long effectiveUid, Set<Long> uids, Set<Long> gids, Set<Long> groups, boolean capable) {

    private static final Path SELF = Path.of("/proc/self");

    Credentials {
        uids = Set.copyOf(uids);
        gids = Set.copyOf(gids);
        groups = Set.copyOf(groups);
    }

    /** Of the first thread of this process. */
    static Credentials ofProcess() {
        return read(SELF.resolve("status"));
    }

    /** Of every thread of this process, by its id. One that ends meanwhile is left out. */
    static Map<String, Credentials> ofThreads() {
        Map<String, Credentials> all = new HashMap<>();
        try (Stream<Path> tasks = Files.list(SELF.resolve("task"))) {
            for (Path task : tasks.toList()) {
                try {
                    all.put(task.getFileName().toString(), read(task.resolve("status")));
                } catch (UncheckedIOException failure) {
                    if (Files.exists(task)) {
                        throw failure;
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all;
    }

    static boolean areKnown() {
        return Files.isReadable(SELF.resolve("status"));
    }

    private static Credentials read(Path status) {
        try {
            return parse(Files.readAllLines(status));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Credentials parse(List<String> lines) {
        Map<String, String> fields = lines.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip(), (first, second) -> first));
        return new Credentials(
                Long.parseLong(field(fields, "Uid").split("\\s+", 3)[1]),
                numbers(fields, "Uid"),
                numbers(fields, "Gid"),
                numbers(fields, "Groups"),
                isSet(fields, "CapPrm") || isSet(fields, "CapEff"));
    }

    private static Set<Long> numbers(Map<String, String> fields, String name) {
        return Stream.of(field(fields, name).split("\\s+"))
                .filter(number -> !number.isEmpty())
                .map(Long::valueOf)
                .collect(Collectors.toSet());
    }

    private static boolean isSet(Map<String, String> fields, String name) {
        return new BigInteger(field(fields, name), 16).signum() != 0;
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("/proc shows no " + name + " of a thread");
        }
        return value;
    }
}
