package org.mailcloak.cli.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailOwnerTest {

    private static final int SOMEBODY = 54_321;

    @ParameterizedTest
    @CsvSource({
        "rwxr-xr-x, rw-rw-rw-, false, ''",
        "rwxr-xr-x, rw-rw----, false, may not write to the socket",
        "rwxr-x---, rw-rw-rw-, false, may not enter the folder",
        "rwx--x---, rw-rw----, true, ''",
        "rwx--x---, rw-r--rw-, true, may not write to the socket",
    })
    void socketShouldBeInReachByOwnerGroupAndMode(
            String folderMode, String socketMode, boolean sameGroup, String obstacle) throws IOException {
        Path folder = Files.createTempDirectory("mailcloak-owner").toRealPath();
        Path socket = Files.createFile(folder.resolve("policy"));
        try {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(socketMode));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(folderMode));
            int group = sameGroup ? (Integer) Files.getAttribute(socket, "unix:gid") : SOMEBODY;

            String found =
                    new MailOwner("postfix", SOMEBODY, group).obstacle(socket).orElse("");

            if (obstacle.isEmpty()) {
                assertThat(found).isEmpty();
            } else {
                assertThat(found).contains(obstacle, folder.toString());
            }
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Files.delete(socket);
            Files.delete(folder);
        }
    }

    @Test
    void socketShouldBeMissedWhenItIsNotThere(@TempDir Path folder) throws IOException {
        Path real = folder.toRealPath();

        assertThat(new MailOwner("root", 0, 0).obstacle(real.resolve("none/policy")))
                .contains("there is no " + real.resolve("none"));
    }

    @Test
    void userShouldBeFoundByItsName() {
        assertThat(MailOwner.of("root")).contains(new MailOwner("root", 0, 0));
        assertThat(MailOwner.of("no such user")).isEmpty();
    }
}
