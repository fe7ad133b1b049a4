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

/** A backup holds what the older program and others have stored, whatever it is, and import takes it back as it was. */
class BackupOdditiesTest {

    private static final String ALIAS = "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ";

    @TempDir
    Path folder;

    private Ctl ctl;
    private Ctl copy;

    @BeforeEach
    void makeDatabases() throws Exception {
        ctl = Ctl.withDatabase(Files.createDirectory(folder.resolve("one")));
        copy = Ctl.withDatabase(Files.createDirectory(folder.resolve("two")));
        ctl.sql("INSERT INTO domains(domain_name) VALUES ('d1.test'), ('D2.Test')");
        ctl.sql(ALIAS + "('good@d1.test', 'bob', 'd1.test')");
        ctl.sql("INSERT INTO apps(app_id, secret_hash) VALUES ('app', '{PLAIN}x')");
        ctl.sql("INSERT INTO app_from(app_id, from_addr) VALUES ('app', 'good@d1.test')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "two spellings of a domain; INSERT INTO domains(domain_name, enabled) VALUES ('D1.TEST', 0)",
                "two spellings of an alias; " + ALIAS + "('Good@d1.test', 'carol', 'd1.test')",
                "domain that is none; INSERT INTO domains(domain_name) VALUES ('not a domain')",
                "blank target; " + ALIAS + "('blank@d1.test', ' ', 'd1.test')",
                "empty target; " + ALIAS + "('empty@d1.test', '', 'd1.test')",
                "alias loop; " + ALIAS + "('a@d1.test', 'b@d1.test', 'd1.test'), ('b@d1.test', 'a@d1.test', 'd1.test')",
                "bare hash; UPDATE apps SET secret_hash = '$argon2id$v=19$bare' WHERE app_id = 'app'",
                "sender that is a domain; INSERT INTO app_from(app_id, from_addr) VALUES ('app', '@d1.test')",
                "disabled sender; INSERT INTO app_from(app_id, from_addr, enabled) VALUES ('app', 'a@d1.test', 0)",
                "sender that is a blob; INSERT INTO app_from(app_id, from_addr) VALUES ('app', x'00ff')",
                "target with a line end; " + ALIAS + "('nl@d1.test', 'bob' || char(10) || 'x', 'd1.test')",
                "target that is a blob; " + ALIAS + "('blob@d1.test', x'00ff80', 'd1.test')",
                "target that is broken text; " + ALIAS + "('broken@d1.test', CAST(x'62ff' AS TEXT), 'd1.test')",
                "targets in one text; " + ALIAS + "('list@d1.test', 'bob, carol', 'd1.test')",
                "alias in quotes; " + ALIAS + "('\"odd one\"@d1.test', 'bob', 'd1.test')",
                "alias in a domain spelled otherwise; " + ALIAS + "('x@D2.Test', 'bob', 'D2.Test')",
                "time beyond all; UPDATE apps SET updated_at = 9223372036854775807",
                "id with a line end; INSERT INTO apps(app_id, secret_hash) VALUES ('a' || char(10) || 'b', '{PLAIN}x')",
                "blank id; INSERT INTO apps(app_id, secret_hash) VALUES (' ', '{PLAIN}x')",
                "alias in an alias domain; INSERT INTO domain_aliases(domain_name, target_domain) VALUES ('d1.test', 'D2.Test')",
                "alias before one that cannot be read; " + ALIAS + "('a@d1.test', 'b@d1.test', 'd1.test'),"
                        + " ('b@d1.test', 'bob' || char(10), 'd1.test')",
                "host with a line end; INSERT INTO unknown_hosts(domain_name, next_hop) VALUES ('d1.test', 'a' || char(10))",
                "host that is a blob; INSERT INTO unknown_hosts(domain_name, next_hop) VALUES ('d1.test', x'6162')",
                "host of no domain; INSERT INTO unknown_hosts(domain_name, next_hop) VALUES ('d9.test', 'mx.d9.test')",
                "end that is no number; INSERT INTO alias_expiry(alias_email, expires_at) VALUES ('good@d1.test', 'never')",
                "binding with a line end; INSERT INTO alias_accounts(alias_email, target, account_id)"
                        + " VALUES ('good@d1.test', 'bob', 'local:' || char(10))",
                "binding of a target that is not there; INSERT INTO alias_accounts(alias_email, target, account_id)"
                        + " VALUES ('good@d1.test', 'eve', 'local:1')",
                "hash that is a blob; UPDATE apps SET secret_hash = x'7b7d78' WHERE app_id = 'app'",
                "login as address twice; INSERT INTO alias_targets(alias_email, target) VALUES ('good@d1.test', 'bob')",
                "end of an odd alias; INSERT INTO alias_expiry(alias_email, expires_at) SELECT 'x@D2.Test', 5"
            })
    void importShouldMakeTheSameRowsWhenADatabaseHolds(String oddity, String statement) throws SQLException {
        ctl.sql(statement);
        List<String> rows = ctl.rows();

        Ctl.Outcome exported = ctl.run("export");
        Ctl.Outcome imported = copy.input(exported.out()).run("import");

        assertThat(exported.exitCode()).isZero();
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(copy.rows()).isEqualTo(rows);
        assertThat(copy.run("export").out()).isEqualTo(exported.out());
        assertThat(copy.input(exported.out()).run("import").out()).startsWith("nothing changed: ");
    }

    @Test
    void everyOddityShouldBeToldButSpellings() throws SQLException {
        ctl.sql(ALIAS + "('blank@d1.test', ' ', 'd1.test')");

        assertThat(ctl.run("export").err())
                .contains("warning: alias blank@d1.test is written as it is stored: ")
                .contains("warning: 1 row is written as stored, being spelled otherwise than Mailcloak spells them")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "domains; INSERT INTO domains(domain_name) VALUES (NULL)",
                "aliases; " + ALIAS + "(NULL, 'bob', 'd1.test')",
                "apps; INSERT INTO apps(app_id, secret_hash) VALUES (NULL, '{PLAIN}geheim')",
            })
    void rowShouldBeLeftOutByNameWhenItHasNoKey(String table, String statement) throws SQLException {
        String before = ctl.run("export").out();
        ctl.sql(statement);

        Ctl.Outcome exported = ctl.run("export");

        assertThat(exported.exitCode()).isEqualTo(3);
        assertThat(exported.err())
                .contains("warning: a row of " + table + " (", " was left out: it has no key\n")
                .doesNotContain("geheim");
        assertThat(exported.out()).isEqualTo(before);
    }

    @Test
    void goodRowsShouldBeTakenAndTheOthersNamedWhenTheDatabaseRefusesSome() throws SQLException {
        ctl.sql("PRAGMA foreign_keys = OFF; " + ALIAS + "('lost@gone.test', 'bob', 'gone.test')");

        Ctl.Outcome imported = copy.input(ctl.run("export").out()).run("import");

        assertThat(imported.exitCode()).isEqualTo(3);
        assertThat(imported.err()).contains("a row of aliases (alias_email 'lost@gone.test') was left out: ");
        assertThat(copy.run("aliases", "list").out()).isEqualTo("good@d1.test\tbob\tenabled\n");
    }

    @Test
    void planShouldBeToldAndNothingChangedWhenRunDry() throws SQLException {
        String document = ctl.run("export").out();
        List<String> before = copy.rows();

        Ctl.Outcome outcome = copy.input(document).run("import", "--dry-run");

        assertThat(outcome).isEqualTo(new Ctl.Outcome(0, """
                aliases: 1 added, 0 changed, 0 the same
                apps: 1 added, 0 changed, 0 the same
                domains: 1 added, 0 changed, 0 the same
                verbatim: 1 added, 0 changed, 0 the same
                nothing was changed: --dry-run
                """, ""));
        assertThat(copy.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"mailcloak_export\": 1, \"domains\": [| 1:37",
                "{\"mailcloak_export\": 1 \"domains\": []}| 1:32",
                "x| 1:1"
            })
    void placeShouldBeThatOfTheMistakeWhenTheFileHasOneLine(String text, String place) {
        assertThat(ctl.input(text + "\n").run("import").err())
                .startsWith("mailcloakctl: standard input:" + place + ": not a JSON object");
    }
}
