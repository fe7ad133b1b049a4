package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.store.sqlite.PasswordHash;
import org.mailcloak.store.sqlite.SqliteMailStore;

class AppsCommandTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
        ctl.run("domains", "add", "d1.test");
    }

    @Test
    void addShouldStoreAHashOfThePassword() {
        ctl.input("secret\n").run("apps", "add", "printer", "--password-stdin");

        try (SqliteMailStore store = ctl.open()) {
            String hash = store.appSecretHash("printer").orElseThrow();
            assertThat(hash).startsWith("{ARGON2ID}$argon2id$");
            assertThat(PasswordHash.verify(hash, "secret")).isTrue();
        }
    }

    @Test
    void addShouldWarnWhenTheOperatorInsistsOnOneNameForAnApplicationAndAUser() {
        String warning = "mailcloakctl: warning: printer is an application and a user: who logs in by that name with"
                + " either password is taken for the application, and sends as its addresses";
        Ctl.Outcome user = ctl.run("users", "add", "printer", "--address", "p@d1.test", "--no-password");

        Ctl.Outcome app = ctl.input("secret\n").run("apps", "add", "printer", "--password-stdin", "--force");
        Ctl.Outcome rotated = ctl.input("secret\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("users", "del", "printer");
        Ctl.Outcome again = ctl.run("users", "add", "printer", "--address", "p@d1.test", "--no-password", "--force");

        assertThat(user.complaints()).isEmpty();
        assertThat(app.complaints()).isEqualTo(warning + "; choose another name, such as printer-app\n");
        assertThat(rotated.complaints()).isEqualTo(warning + "\n");
        assertThat(again.complaints()).isEqualTo(warning + "; choose another name\n");
    }

    @Test
    void addShouldEnableAndGiveTheNewPasswordWhenTheAppIsThere() {
        ctl.input("one\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("apps", "disable", "printer");

        ctl.input("two\n").run("apps", "add", "printer", "--password-stdin");

        assertThat(ctl.run("apps", "list").out()).startsWith("printer\tenabled\t");
        try (SqliteMailStore store = ctl.open()) {
            assertThat(PasswordHash.verify(store.appSecretHash("printer").orElseThrow(), "two"))
                    .isTrue();
        }
    }

    @Test
    void rotateShouldKeepStateAndSenders() {
        ctl.input("one\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("apps", "allow", "printer", "p@d1.test");
        ctl.run("apps", "disable", "printer");

        Ctl.Outcome rotated = ctl.run("apps", "rotate", "printer", "--generate");

        assertThat(ctl.run("apps", "list").out())
                .startsWith("printer\tdisabled\t")
                .endsWith("\n\t\tp@d1.test\n");
        try (SqliteMailStore store = ctl.open()) {
            assertThat(PasswordHash.verify(
                            store.appSecretHash("printer").orElseThrow(),
                            rotated.out().strip()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "del printer",
                "enable printer",
                "disable printer",
                "rotate printer",
                "allow printer p@d1.test",
                "disallow printer p@d1.test"
            })
    void changeShouldNameTheAppWhenItIsNotThere(String command) {
        Ctl.Outcome outcome = ctl.run(("apps " + command).split(" "));

        assertThat(outcome).isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: Application printer does not exist\n"));
    }

    @Test
    void allowShouldAddASender() {
        ctl.input("one\n").run("apps", "add", "printer", "--password-stdin");

        ctl.run("apps", "allow", "printer", "P@D1.test");
        ctl.run("apps", "allow", "printer", "q@d1.test");

        assertThat(ctl.run("apps", "list").out()).endsWith("\n\t\tp@d1.test, q@d1.test\n");
    }

    @Test
    void disallowShouldNameTheSenderWhenItIsNotOnTheList() {
        ctl.input("one\n").run("apps", "add", "printer", "--password-stdin");

        assertThat(ctl.run("apps", "disallow", "printer", "p@d1.test"))
                .isEqualTo(new Ctl.Outcome(
                        1, "", "mailcloakctl: Sender p@d1.test of application printer does not exist\n"));
    }

    @Test
    void disallowShouldTakeTheSenderOffTheList() {
        ctl.input("one\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("apps", "allow", "printer", "p@d1.test");

        ctl.run("apps", "disallow", "printer", "p@d1.test");

        assertThat(ctl.run("apps", "list").out()).endsWith("\n\t\t-\n");
    }

    @Test
    void listShouldMarkDisabledSenders() throws SQLException {
        ctl.input("one\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("apps", "allow", "printer", "p@d1.test");
        ctl.run("apps", "allow", "printer", "q@d1.test");
        ctl.sql("UPDATE app_from SET enabled = 0 WHERE from_addr = 'p@d1.test'");

        assertThat(ctl.run("apps", "list").out()).endsWith("\n\t\tp@d1.test (disabled), q@d1.test\n");
    }

    @Test
    void listShouldWriteJsonWithoutTheHashWhenAskedFor() {
        ctl.input("one\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("apps", "allow", "printer", "p@d1.test");

        String json = ctl.run("apps", "list", "--output", "json").out();

        assertThat(json.replaceAll("[0-9]{10}", "0"))
                .isEqualToIgnoringWhitespace("[{\"id\": \"printer\", \"enabled\": true, \"updated_at\": 0,"
                        + " \"senders\": [{\"address\": \"p@d1.test\", \"enabled\": true}]}]");
    }

    @Test
    void showShouldTellTheTimeOfTheLastChangeForPeople() throws SQLException {
        ctl.input("secret\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("apps", "allow", "printer", "printer@d1.test");
        ctl.sql("UPDATE apps SET updated_at = 1795239870 WHERE app_id = 'printer'");

        assertThat(ctl.run("apps", "show", "printer").out())
                .isEqualTo(
                        "id\tprinter\nstate\tenabled\nchanged\t2026-11-21T05:44:30Z\nsender\tprinter@d1.test\tenabled\n");
        assertThat(ctl.run("apps", "list").out()).startsWith("printer\tenabled\t1795239870\n");
    }

    @Test
    void showShouldPrintTheJsonOfTheListForOneApplication() {
        ctl.input("secret\n").run("apps", "add", "printer", "--password-stdin");

        assertThat(ctl.run("apps", "show", "printer", "--output", "json").out())
                .isEqualTo(ctl.run("apps", "list", "--output", "json").out());
    }

    @Test
    void showShouldRefuseAnApplicationThatIsNotThere() {
        assertThat(ctl.run("apps", "show", "printer"))
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: Application printer does not exist\n"));
    }
}
