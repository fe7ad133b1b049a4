package org.mailcloak.server.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without {@code become()}: that is for good, and PrivilegeTest of mailcloak-e2e does it in processes of its own. */
class PosixUserTest {

    @Test
    void nobodyShouldBeBecomeWhenNoUserIsWanted() {
        assertThat(PosixUser.toBecome(Optional.empty())).isEmpty();
    }

    @Test
    void nobodyShouldBeBecomeWhenRootIsWanted() {
        assertThat(PosixUser.toBecome(Optional.of("root"))).isEmpty();
    }

    /** Where these tests run as root, PrivilegeTest shows the same with a server that somebody else has started. */
    @Test
    void nobodyShouldBeBecomeWhenTheProcessIsNotRoot() {
        assumeThat(PosixUser.isRoot()).isFalse();

        assertThat(PosixUser.toBecome(Optional.of("nobody"))).isEmpty();
    }

    @Test
    void accountShouldHaveItsPrimaryGroupWhenTheSystemKnowsIt() throws Exception {
        assumeThat(PosixUser.isRoot()).isTrue();
        String[] entry = Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields[0].equals("nobody"))
                .findFirst()
                .orElseThrow();

        assertThat(PosixUser.toBecome(Optional.of("nobody"))).hasValueSatisfying(account -> {
            assertThat(account.name()).isEqualTo("nobody");
            assertThat(account.group()).isEqualTo(entry[3]);
        });
    }

    @Test
    void ownUidShouldBeTheOneThatOwnsNewFiles(@TempDir Path folder) throws Exception {
        assertThat(PosixUser.ownUid())
                .isEqualTo(Files.getAttribute(folder, "unix:uid").toString());
    }

    @Test
    void unknownUserShouldBeNamedWhenItIsWanted() {
        assumeThat(PosixUser.isRoot()).isTrue();

        assertThatExceptionOfType(PrivilegeException.class)
                .isThrownBy(() -> PosixUser.toBecome(Optional.of("no-such-user")))
                .withMessageContaining("no user no-such-user");
    }
}
