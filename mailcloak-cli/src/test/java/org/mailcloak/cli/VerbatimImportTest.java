package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** Import of rows as they are stored, into a database that has rows of its own. */
class VerbatimImportTest {

    @TempDir
    Path folder;

    private Ctl source;
    private Ctl target;

    @BeforeEach
    void makeDatabases() throws Exception {
        source = Ctl.withDatabase(Files.createDirectory(folder.resolve("one")));
        target = Ctl.withDatabase(Files.createDirectory(folder.resolve("two")));
        source.sql("INSERT INTO domains(domain_name) VALUES ('d1.test')");
        target.sql("INSERT INTO domains(domain_name) VALUES ('d1.test')");
    }

    private static void addAlias(Ctl ctl, String address, String account) throws SQLException {
        ctl.sql("INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('" + address
                + "', 'alice', 'd1.test')");
        ctl.sql("INSERT INTO alias_accounts(alias_email, target, account_id) VALUES ('" + address + "', 'alice', '"
                + account + "')");
    }

    private static void addAlice(Ctl ctl, String id, String address) throws SQLException {
        ctl.sql("INSERT INTO users(login, user_id, primary_address) VALUES ('alice', '" + id + "', '" + address + "')");
    }

    private String account(String alias) {
        try (SqliteMailStore store = target.open()) {
            return store.bindings().list().stream()
                    .filter(row -> AliasAddress.parse(row.alias()).equals(AliasAddress.parse(alias)))
                    .findFirst()
                    .orElseThrow()
                    .accountId();
        }
    }

    @Test
    void userShouldKeepTheIdThatAliasesAreBoundTo() throws SQLException {
        addAlice(source, "there", "Alice@D1.test");
        addAlice(target, "here", "alice@d1.test");
        addAlias(target, "sales@d1.test", "local:here");

        Ctl.Outcome imported = target.input(source.run("export").out()).run("import");

        assertThat(imported.exitCode()).isZero();
        assertThat(target.run("users", "show", "alice").out()).contains("id\there\n");
        assertThat(account("sales@d1.test")).isEqualTo("local:here");
    }

    @ParameterizedTest
    @CsvSource({
        // Of user and alias in the file each is spelled as Mailcloak spells it, or is not.
        "alice@d1.test, sales@d1.test",
        "alice@d1.test, Sales@d1.test",
        "Alice@D1.test, sales@d1.test",
        "Alice@D1.test, Sales@d1.test",
    })
    void aliasOfTheFileShouldBeBoundToTheUserWhoIsThere(String address, String alias) throws SQLException {
        addAlice(source, "there", address);
        addAlias(source, alias, "local:there");
        addAlice(target, "here", "alice@d1.test");

        target.input(source.run("export").out()).run("import");

        assertThat(account(alias)).isEqualTo("local:here");
    }

    @Test
    void secondImportShouldChangeNothingWhenTheUserKeptTheId() throws SQLException {
        addAlice(source, "there", "Alice@D1.test");
        addAlice(target, "here", "alice@d1.test");
        target.input(source.run("export").out()).run("import");

        assertThat(target.run("import").out()).startsWith("nothing changed: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "users: 0 added, 1 changed; alice@d1.test; alice@D1.test",
                "verbatim: 0 added, 1 changed; Alice@D1.test; alice@d1.test",
                "verbatim: 0 added, 1 changed; Alice@D1.test; ALICE@d1.test",
                "verbatim: 0 added, 0 changed; Alice@D1.test; Alice@D1.test",
            })
    void planShouldSayWhatBecomesOfARowThatIsThere(String plan, String inFile, String inTarget) throws SQLException {
        addAlice(source, "1", inFile);
        addAlice(target, "1", inTarget);
        source.sql("UPDATE users SET updated_at = 5");
        target.sql("UPDATE users SET updated_at = 5");
        List<String> before = target.rows();

        Ctl.Outcome outcome = target.input(source.run("export").out()).run("import", "--dry-run");

        assertThat(outcome.out())
                .containsPattern("(?m)^" + plan + ", [01] the same$")
                .doesNotContain("1 added");
        assertThat(target.rows()).isEqualTo(before);
    }

    @Test
    void planShouldSayWhichRowsAreNew() throws SQLException {
        addAlice(source, "1", "Alice@D1.test");

        assertThat(target.input(source.run("export").out())
                        .run("import", "--dry-run")
                        .out())
                .contains("verbatim: 1 added, 0 changed, 0 the same\n");
    }

    @Test
    void importShouldSayHowManyRowsItWroteAsTheyAreStored() throws SQLException {
        addAlice(source, "1", "Alice@D1.test");

        assertThat(target.input(source.run("export").out()).run("import").out())
                .isEqualTo("imported 1 domain, 0 aliases, 0 applications, 0 users, 0 groups, 1 row as it is stored\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "aliases! {\"alias_email\": null, \"target_user\": \"bob\"}!"
                        + " alias_email: expected the value that the row is found by, found null",
                "domains! {\"enabled\": 1}! domain_name: expected the value that the row is found by, found null",
                "domains! {\"domain_name\": \"d2.test\", \"note\": \"x\"}!"
                        + " note: unknown column with the value \"x\"; expected one of domain_name, enabled, updated_at",
                "domains! {\"domain_name\": \"d2.test\", \"enabled\": 1.5}!"
                        + " enabled: 1.5 is not a value that a database holds; expected a text, an integer, null,"
                        + " {text: Base64}, {blob: Base64} or {real: text}",
                "domains! {\"domain_name\": {\"blob\": \"?\"}}!"
                        + " domain_name: {\"blob\":\"?\"} is not a value that a database holds; expected a text, an"
                        + " integer, null, {text: Base64}, {blob: Base64} or {real: text}",
            })
    void fileShouldBeRefusedByPlaceWhenARowIsWrong(String table, String row, String problem) {
        Ctl.Outcome imported = target.input("{\"mailcloak_export\": 1, \"domains\": [], \"aliases\": [], \"apps\": [],"
                        + " \"users\": [], \"verbatim\": [{\"table\": \"" + table + "\", \"row\": " + row + "}]}")
                .run("import");

        assertThat(imported.exitCode()).isEqualTo(1);
        assertThat(imported.err())
                .isEqualTo(
                        "mailcloakctl: verbatim[0].row." + problem.strip() + "\nmailcloakctl: nothing was changed\n");
    }
}
