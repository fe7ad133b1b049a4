package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.store.sqlite.LocalUser;
import org.mailcloak.store.sqlite.PasswordHash;
import org.mailcloak.store.sqlite.SqliteMailStore;

class UsersCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
    }

    private void addAlice() {
        ctl.run("users", "add", "alice", "--address", "alice@d1.test", "--also", "al@d1.test", "--no-password");
    }

    @Test
    void addShouldStoreLoginAddressesAndPassword() {
        ctl.input("secret\n")
                .run(
                        "users",
                        "add",
                        "Alice",
                        "--address",
                        "Alice@d1.test",
                        "--also",
                        "al@d1.test",
                        "--also",
                        "a@d1.test",
                        "--password-stdin");

        try (SqliteMailStore store = ctl.open()) {
            LocalUser alice = store.users().find("alice").orElseThrow();
            assertThat(alice.primaryAddress()).hasToString("Optional[alice@d1.test]");
            assertThat(alice.moreAddresses()).extracting(Object::toString).containsExactly("a@d1.test", "al@d1.test");
            assertThat(PasswordHash.verify(store.users().passwordHash("alice").orElseThrow(), "secret"))
                    .isTrue();
        }
    }

    @Test
    void addShouldBeRefusedWhenTheUserIsThere() {
        addAlice();

        Ctl.Outcome outcome = ctl.run("users", "add", "ALICE", "--address", "x@d1.test", "--no-password");

        assertThat(outcome).isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: User alice exists already\n"));
    }

    @Test
    void addShouldBeMisuseWhenThereIsNoAddress() {
        Ctl.Outcome outcome = ctl.run("users", "add", "alice", "--no-password");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--address");
    }

    @Test
    void addShouldBeMisuseWhenAPasswordIsGivenAndForbidden() {
        assertThat(ctl.run("users", "add", "alice", "--address", "a@d1.test", "--no-password", "--generate")
                        .exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "block-sending, send-blocked",
        "disable, disabled",
        "enable, active",
        "allow-sending, active",
    })
    void stateShouldBeListedAfterTheCommandThatSetsIt(String command, String state) {
        addAlice();
        ctl.run("users", command.equals("enable") ? "disable" : "block-sending", "alice");

        ctl.run("users", command, "alice");

        assertThat(ctl.run("users", "list").out()).isEqualTo("alice\talice@d1.test\t" + state + "\tal@d1.test\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"del", "show", "enable", "disable", "block-sending", "allow-sending", "passwd"})
    void commandShouldNameTheUserWhenItIsNotThere(String command) {
        assertThat(ctl.run("users", command, "bob"))
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: User bob does not exist\n"));
    }

    @Test
    void passwdShouldReplaceThePassword() {
        addAlice();

        ctl.input("new one\n").run("users", "passwd", "alice", "--password-stdin");

        try (SqliteMailStore store = ctl.open()) {
            assertThat(PasswordHash.verify(store.users().passwordHash("alice").orElseThrow(), "new one"))
                    .isTrue();
        }
    }

    @Test
    void delShouldDelete() {
        addAlice();

        ctl.run("users", "del", "alice");

        assertThat(ctl.run("users", "list").out()).isEmpty();
    }

    @Test
    void listShouldPrintADashWhenThereIsNoPrimaryAddress() throws SQLException {
        addAlice();
        ctl.sql("UPDATE users SET primary_address = NULL");

        assertThat(ctl.run("users", "list").out()).isEqualTo("alice\t-\tactive\tal@d1.test\n");
    }

    @Test
    void showShouldPrintOneFactALine() {
        addAlice();
        ctl.run("domains", "add", "d1.test");
        ctl.run("aliases", "add", "sales@d1.test", "alice");

        String shown = ctl.run("users", "show", "alice").out();

        assertThat(shown.replaceFirst("id\t[0-9a-f-]{36}\n", "id\tUUID\n")).isEqualTo("""
                login\talice
                id\tUUID
                state\tactive
                scope\tanywhere
                password\tnone
                address\talice@d1.test
                also\tal@d1.test
                alias\tsales@d1.test\tenabled
                """);
    }

    @Test
    void showShouldWriteJsonWhenAskedFor() {
        addAlice();

        String json = ctl.run("users", "show", "alice", "--output", "json").out();

        assertThat(json.replaceFirst("[0-9a-f-]{36}", "UUID"))
                .isEqualToIgnoringWhitespace("[{\"login\": \"alice\", \"id\": \"UUID\", \"primary_address\":"
                        + " \"alice@d1.test\", \"also\": [\"al@d1.test\"], \"state\": \"active\", \"scope\": \"anywhere\","
                        + " \"has_password\": false, \"aliases\": []}]");
    }
}
