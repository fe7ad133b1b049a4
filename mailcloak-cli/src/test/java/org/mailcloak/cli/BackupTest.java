package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
    }

    private String export() {
        return ctl.run("export").out();
    }

    private void fill() {
        ctl.run("domains", "add", "d1.test");
        ctl.run("domains", "add", "d2.test");
        ctl.run("domains", "disable", "d2.test");
        ctl.run("aliases", "add", "sales@d1.test", "alice");
        ctl.run("aliases", "add", "off@d1.test", "bob");
        ctl.run("aliases", "disable", "off@d1.test");
        ctl.run("aliases", "add", "@d1.test", "alice", "--also", "bob", "x@far.example");
        ctl.input("pw\n").run("apps", "add", "printer", "--password-stdin");
        ctl.run("apps", "allow", "printer", "p@d1.test");
        ctl.run("apps", "disable", "printer");
        ctl.input("pw\n")
                .run("users", "add", "alice", "--address", "alice@d1.test", "--also", "al@d1.test", "--password-stdin");
        ctl.run("users", "add", "bob", "--address", "bob@d1.test", "--no-password");
        ctl.run("users", "block-sending", "bob");
    }

    @Test
    void importShouldNameTheFileThatIsNotThere() {
        assertThat(ctl.run("import", "--file", "nowhere.json").err())
                .isEqualTo("mailcloakctl: nowhere.json does not exist\n");
    }

    @Test
    void helpShouldNameEveryPartOfTheDocument() {
        String help = ctl.run("help", "export").out();

        assertThat(Json.createReader(new StringReader(export())).readObject().keySet())
                .allSatisfy(part -> assertThat(help).containsPattern("\\b" + part + ":"));
    }

    @Test
    void importShouldMakeTheSameDatabase(@TempDir Path other) {
        fill();
        Ctl copy = Ctl.withDatabase(other);

        Ctl.Outcome imported = copy.input(export()).run("import");

        assertThat(imported)
                .isEqualTo(new Ctl.Outcome(
                        0,
                        "imported 2 domains, 3 aliases, 1 application, 2 users, 0 groups\n",
                        "mailcloakctl: " + copy.database() + ": imported\n"));
        assertThat(copy.run("export").out()).isEqualTo(export());
    }

    @Test
    void importShouldChangeNothingWhenTheDatabaseRefusesOneRow(@TempDir Path other) throws SQLException {
        fill();
        Ctl copy = Ctl.withDatabase(other);
        copy.sql("CREATE TRIGGER full BEFORE INSERT ON users WHEN NEW.login = 'bob'"
                + " BEGIN SELECT RAISE(ABORT, 'no room'); END");
        String before = copy.run("export").out();

        Ctl.Outcome imported = copy.input(export()).run("import");

        assertThat(imported.exitCode()).isEqualTo(1);
        assertThat(imported.err()).contains("no room");
        assertThat(copy.run("export").out()).isEqualTo(before);
    }

    @Test
    void importShouldChangeNothingMoreWhenRunTwice(@TempDir Path other) {
        fill();
        Ctl copy = Ctl.withDatabase(other).input(export());
        copy.run("import");

        copy.run("import");

        assertThat(copy.run("export").out()).isEqualTo(export());
    }

    @Test
    void importShouldKeepRowsThatTheFileDoesNotHave(@TempDir Path other) {
        fill();
        Ctl copy = Ctl.withDatabase(other).input(export());
        copy.run("domains", "add", "d3.test");

        copy.run("import");

        assertThat(copy.run("domains", "list").out())
                .isEqualTo("d1.test\tenabled\nd2.test\tdisabled\nd3.test\tenabled\n");
    }

    @Test
    void exportShouldMakeAFileForItsOwnerAlone(@TempDir Path other) throws IOException {
        Path file = other.resolve("backup.json");

        ctl.run("export", "--file", file.toString());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).hasContent(export());
    }

    @Test
    void exportShouldLeaveAFileThatIsThere(@TempDir Path other) throws IOException {
        Path file = Files.writeString(other.resolve("backup.json"), "mine");

        Ctl.Outcome outcome = ctl.run("export", "--file", file.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(file).hasContent("mine");
    }

    @Test
    void importShouldReadAFile(@TempDir Path other) {
        ctl.run("domains", "add", "d1.test");
        Path file = other.resolve("backup.json");
        ctl.run("export", "--file", file.toString());
        Ctl copy = Ctl.withDatabase(other);

        copy.run("import", "--file", file.toString());

        assertThat(copy.run("domains", "list").out()).isEqualTo("d1.test\tenabled\n");
    }

    @Test
    void importShouldTellEveryProblemAndChangeNothing() {
        Ctl.Outcome outcome = ctl.input("""
                        {"mailcloak_export": 1,
                         "domains": [{"domain": "d1.test", "enabled": true}, {"domain": "x y", "enabled": 1}],
                         "aliases": [{"alias": "a@q.test", "user": "", "enabled": true, "extra": 1},
                                     {"alias": "@x y", "user": "c", "also": 1, "enabled": true}],
                         "apps": [3],
                         "users": [{"login": "A", "also": ["x"], "state": "happy", "password_hash": "plain"},
                                   {"login": "a", "also": [], "state": "active"}]}
                        """).run("import");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err().replace("mailcloakctl: ", "")).isEqualTo("""
                domains[1].domain: 'x y' is not a mail domain: it holds a blank; expected one domain such as d1.test
                domains[1].enabled: expected true or false
                aliases[0].alias: the domain q.test is neither in the file nor in the database
                aliases[0].user: '' is not a target of an alias: it is empty; expected one login name such as alice
                aliases[0].extra: unknown key
                aliases[1].alias: 'x y' is not a mail domain: it holds a blank; expected one domain such as d1.test
                aliases[1].also: expected a list
                apps[0]: expected an object
                users[0].also: 'x' is not a mail address: it has no @; expected one such as alice@d1.test
                users[0].state: expected active, send-blocked or disabled, found 'happy'
                users[0].password_hash: expected a password hash that starts with its scheme, such as {ARGON2ID}
                users[1].login: 'a' stands there twice
                nothing was changed
                """);
        assertThat(ctl.run("domains", "list").out()).isEmpty();
    }

    @Test
    void importShouldTakeAnExportOfAnEarlierVersion() {
        Ctl.Outcome outcome = ctl.input("""
                        {"mailcloak_export": 1,
                         "domains": [{"domain": "d1.test", "enabled": true}],
                         "aliases": [{"alias": "a@d1.test", "user": "alice", "enabled": true}],
                         "apps": [], "users": []}
                        """).run("import");

        assertThat(outcome.exitCode()).isZero();
        assertThat(ctl.run("aliases", "list").out()).isEqualTo("a@d1.test\talice\tenabled\n");
    }

    @Test
    void importShouldChangeNothingWhenAliasesLeadInACircle() {
        Ctl.Outcome outcome = ctl.input("""
                        {"mailcloak_export": 1,
                         "domains": [{"domain": "d1.test", "enabled": true}],
                         "aliases": [{"alias": "a@d1.test", "user": "b", "enabled": true},
                                     {"alias": "b@d1.test", "user": "c", "also": ["a"], "enabled": true}],
                         "apps": [], "users": []}
                        """).run("import");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("a@d1.test", "leads back to itself");
        assertThat(ctl.run("domains", "list").out()).isEmpty();
    }

    @Test
    void importShouldTakeAnAliasWhoseDomainIsInTheDatabase() {
        ctl.run("domains", "add", "d1.test");

        Ctl.Outcome outcome = ctl.input("""
                        {"mailcloak_export": 1, "domains": [], "apps": [], "users": [],
                         "aliases": [{"alias": "a@D1.test", "user": "alice", "enabled": true}]}
                        """).run("import");

        assertThat(outcome.exitCode()).isZero();
        assertThat(ctl.run("aliases", "list").out()).isEqualTo("a@d1.test\talice\tenabled\n");
    }

    @Test
    void importShouldLeaveASenderDisabledThatIsDisabled() throws SQLException {
        fill();
        ctl.sql("UPDATE app_from SET enabled = 0");

        Ctl.Outcome outcome = ctl.input(export()).run("import");

        assertThat(outcome.exitCode()).isZero();
        assertThat(ctl.run("apps", "list").out()).contains("p@d1.test (disabled)");
    }

    @Test
    void importShouldLeaveOutADisabledSenderOfAHandWrittenFileWithAWarning() {
        fill();

        Ctl.Outcome outcome = ctl.input("""
                        {"mailcloak_export": 1, "domains": [], "aliases": [], "users": [],
                         "apps": [{"id": "printer", "enabled": true, "secret_hash": "{PLAIN}x",
                                   "senders": [{"address": "p@d1.test", "enabled": false}]}]}
                        """).run("import");

        assertThat(outcome.complaints())
                .isEqualTo("mailcloakctl: warning: sender p@d1.test of application printer is disabled and was left"
                        + " out\n");
        assertThat(ctl.run("apps", "list").out()).endsWith("\t\t-\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "{\"a\": 1, \"a\": 2}", "null", "{\"mailcloak_export\": 2}"})
    void importShouldRefuseWhatIsNoExport(String input) {
        Ctl.Outcome outcome = ctl.input(input).run("import");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("mailcloakctl: ").doesNotContain("failed:");
    }

    @Test
    void importShouldRefuseTooDeepANesting() {
        assertThat(ctl.input("{\"a\":" + "[".repeat(100_000)).run("import").err())
                .startsWith("mailcloakctl: standard input is not a JSON object")
                .hasLineCount(1);
    }
}
