package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.store.sqlite.SqliteMailStore;

class RebindCommandTest {

    private Ctl ctl;
    private String before = "";
    private String after = "";

    /** An alias of an account that is gone; another one has its login now. */
    @BeforeEach
    void fillDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
        ctl.fillWithPeople();
        before = accountOf("alice");
        ctl.run("users", "del", "alice");
        ctl.run("users", "add", "alice", "--address", "alice.second@d1.test", "--no-password");
        after = accountOf("alice");
    }

    private String accountOf(String login) {
        try (SqliteMailStore store = ctl.open()) {
            return "local:" + store.users().find(login).orElseThrow().id();
        }
    }

    private Optional<String> bound() {
        try (SqliteMailStore store = ctl.open()) {
            return store.aliases().list(Optional.of("alice")).get(0).accountOf("alice");
        }
    }

    private String row() {
        return "sales@d1.test\talice\t" + before + "\t" + after + "\n";
    }

    @Test
    void dryRunShouldShowAndChangeNothing() {
        assertThat(ctl.run("aliases", "rebind", "--all", "--dry-run")).isEqualTo(new Ctl.Outcome(0, row(), ""));
        assertThat(bound()).contains(before);
    }

    @Test
    void yesShouldShowAndChange() {
        assertThat(ctl.run("aliases", "rebind", "sales@d1.test", "--yes"))
                .isEqualTo(new Ctl.Outcome(
                        0, row(), "mailcloakctl: " + ctl.database() + ": 1 target is bound to other accounts\n"));
        assertThat(bound()).contains(after);
    }

    @Test
    void terminalShouldBeAsked() {
        assertThat(ctl.typing("no").run("aliases", "rebind", "--all").exitCode())
                .isEqualTo(1);
        assertThat(bound()).contains(before);

        assertThat(ctl.typing("yes").run("aliases", "rebind", "--all").exitCode())
                .isZero();
        assertThat(bound()).contains(after);
    }

    @Test
    void nothingShouldChangeWithoutATerminalAndYes() {
        Ctl.Outcome outcome = ctl.run("aliases", "rebind", "--all");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEqualTo(row());
        assertThat(bound()).contains(before);
    }

    @Test
    void nothingShouldBeShownWhenAllIsAsItShouldBe() {
        ctl.run("aliases", "rebind", "--all", "--yes");

        assertThat(ctl.run("aliases", "rebind", "--all", "--yes")).isEqualTo(new Ctl.Outcome(0, "", ""));
    }

    @Test
    void targetShouldStayAsItIsWhenNoAccountHasTheLogin() {
        ctl.run("users", "del", "alice");

        Ctl.Outcome outcome = ctl.run("aliases", "rebind", "--all", "--yes");

        assertThat(outcome)
                .isEqualTo(new Ctl.Outcome(
                        0,
                        "",
                        "mailcloakctl: warning: alias sales@d1.test, target alice: left as it is: no account has this name"
                                + " or address\n"));
        assertThat(bound()).contains(before);
    }

    @Test
    void commandShouldBeMisuseWithoutAliasesAndWithBoth() {
        assertThat(ctl.run("aliases", "rebind").exitCode()).isEqualTo(2);
        assertThat(ctl.run("aliases", "rebind", "sales@d1.test", "--all").exitCode())
                .isEqualTo(2);
        assertThat(ctl.run("aliases", "rebind", "nosuch@d1.test", "--yes").err())
                .isEqualTo("mailcloakctl: Alias nosuch@d1.test does not exist\n");
    }

    @Test
    void jsonShouldHaveTheSame() {
        assertThat(ctl.run("--output", "json", "aliases", "rebind", "--all", "--dry-run")
                        .out())
                .isEqualToIgnoringWhitespace("[{\"alias\": \"sales@d1.test\", \"target\": \"alice\", \"before\": \""
                        + before + "\", \"after\": \"" + after + "\"}]");
    }

    @Test
    void restoredDatabaseShouldKeepTheProtection(@TempDir Path other) {
        Ctl copy = Ctl.withDatabase(other);

        copy.input(ctl.run("export").out()).run("import");

        assertThat(copy.run("aliases", "rebind", "--all", "--dry-run").out()).isEqualTo(row());
    }
}
