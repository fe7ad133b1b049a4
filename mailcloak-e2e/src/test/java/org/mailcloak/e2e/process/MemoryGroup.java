package org.mailcloak.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.mailcloak.e2e.env.RealServers;

/** A control group of the test's own with a limit of memory, version 1 or 2, whichever the machine has. */
final class MemoryGroup implements AutoCloseable {

    private final Path folder;

    private MemoryGroup(Path folder) {
        this.folder = folder;
    }

    /**
     * Skips the test without root, and in a container: control groups are read-only there, however much is required. What
     * else is in the way fails the test where the tests are required.
     */
    static MemoryGroup ofMebibytes(long limit) {
        Path first = Path.of("/sys/fs/cgroup/memory");
        boolean isFirst = Files.exists(first.resolve("memory.limit_in_bytes"));
        Path folder = (isFirst ? first : Path.of("/sys/fs/cgroup"))
                .resolve("mailcloak-e2e-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(folder);
            Files.writeString(
                    folder.resolve(isFirst ? "memory.limit_in_bytes" : "memory.max"), Long.toString(limit << 20));
        } catch (IOException e) {
            folder.toFile().delete();
            String message = "no control group with a limit of memory can be made in " + folder.getParent() + ": " + e;
            if (RealServers.areRequired() && !isReadOnly(folder.getParent())) {
                throw new IllegalStateException("required, but " + message, e);
            }
            Assumptions.abort(message);
        }
        return new MemoryGroup(folder);
    }

    private static boolean isReadOnly(Path groups) {
        try {
            return Files.getFileStore(groups).isReadOnly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Its processes have to have ended. */
    @Override
    public void close() throws IOException {
        Files.delete(folder);
    }
}
