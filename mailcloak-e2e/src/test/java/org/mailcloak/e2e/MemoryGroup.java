package org.mailcloak.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A control group of the test's own with a limit of memory, version 1 or 2, whichever the machine has. */
final class MemoryGroup implements AutoCloseable {

    private final Path folder;

    private MemoryGroup(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where no such group can be made: in most containers, and without root. */
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
            Assumptions.abort("no control group with a limit of memory can be made here: " + e);
        }
        return new MemoryGroup(folder);
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
