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
class AccountTest {

    @Test
    void nobodyShouldBeBecomeWhenNoUserIsWanted() {
        assertThat(Account.toBecome(Optional.empty())).isEmpty();
    }

    @Test
    void nobodyShouldBeBecomeWhenRootIsWanted() {
        assertThat(Account.toBecome(Optional.of("root"))).isEmpty();
    }

    /** Where these tests run as root, PrivilegeTest shows the same with a server that somebody else has started. */
    @Test
    void nobodyShouldBeBecomeWhenTheProcessIsNotRoot() {
        assumeThat(Account.isRoot()).isFalse();

        assertThat(Account.toBecome(Optional.of("nobody"))).isEmpty();
    }

    @Test
    void accountShouldHaveItsPrimaryGroupWhenTheSystemKnowsIt() throws Exception {
        assumeThat(Account.isRoot()).isTrue();
        String[] entry = Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields[0].equals("nobody"))
                .findFirst()
                .orElseThrow();

        assertThat(Account.toBecome(Optional.of("nobody"))).hasValueSatisfying(account -> {
            assertThat(account.name()).isEqualTo("nobody");
            assertThat(account.group()).isEqualTo(entry[3]);
        });
    }

    @Test
    void ownUidShouldBeTheOneThatOwnsNewFiles(@TempDir Path folder) throws Exception {
        assertThat(Account.ownUid())
                .isEqualTo(Files.getAttribute(folder, "unix:uid").toString());
    }

    @Test
    void unknownUserShouldBeNamedWhenItIsWanted() {
        assumeThat(Account.isRoot()).isTrue();

        assertThatExceptionOfType(PrivilegeException.class)
                .isThrownBy(() -> Account.toBecome(Optional.of("no-such-user")))
                .withMessageContaining("no user no-such-user");
    }
}
