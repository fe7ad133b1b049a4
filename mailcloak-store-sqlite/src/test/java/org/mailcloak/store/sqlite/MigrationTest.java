package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.fresh;
import static org.mailcloak.store.sqlite.SqliteFiles.legacy;
import static org.mailcloak.store.sqlite.SqliteFiles.rows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;

class MigrationTest {

    private static final String OLDER_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master"
            + " WHERE tbl_name IN ('domains', 'aliases', 'apps', 'app_from') AND name NOT LIKE 'mailcloak%'"
            + " ORDER BY type, name";

    @TempDir
    Path directory;

    @Test
    void newDatabaseShouldHoldOlderSchemaLetterByLetterWhenInitialised() throws Exception {
        List<String> older = rows(legacy(directory), OLDER_SCHEMA);

        List<String> made = rows(fresh(directory), OLDER_SCHEMA);

        assertThat(made).isEqualTo(older).hasSizeGreaterThan(12);
    }

    @Test
    void legacyDatabaseShouldKeepEveryRowAndItsSchemaWhenMigrated() throws Exception {
        Path file = legacy(directory);
        List<String> schemaBefore = rows(file, OLDER_SCHEMA);
        List<String> before = olderRows(file);

        assertThat(SqliteMailStore.initialise(file)).isEqualTo(InitResult.MIGRATED);

        assertThat(olderRows(file)).isEqualTo(before).hasSizeGreaterThan(10);
        assertThat(rows(file, OLDER_SCHEMA)).isEqualTo(schemaBefore);
    }

    @Test
    void legacyDatabaseShouldBeMigratedWhenOpened() throws Exception {
        Path file = legacy(directory);

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.findAlias(address("alias1@d1.test"))).contains(new Alias("alias1@d1.test", "alice", true));
            assertThat(store.findAlias(address("off@d1.test"))).contains(new Alias("off@d1.test", "bob", false));
            assertThat(store.findApp("app1").orElseThrow().maySendAs(address("noreply@d1.test")))
                    .isTrue();
        }

        assertThat(rows(file, "SELECT version, name FROM schema_migrations ORDER BY version"))
                .containsExactlyElementsOf(Migration.ALL.stream()
                        .map(step -> step.version() + "|" + step.name())
                        .toList());
    }

    @Test
    void initialiseShouldChangeNothingWhenDatabaseIsUpToDate() {
        Path file = fresh(directory);

        assertThat(SqliteMailStore.initialise(file)).isEqualTo(InitResult.UP_TO_DATE);
    }

    @Test
    void missingTriggerShouldComeBackWhenLegacyDatabaseIsMigrated() throws Exception {
        Path file = legacy(directory);
        List<String> schema = rows(file, OLDER_SCHEMA);
        execute(file, "DROP TRIGGER trg_apps_set_updated_at");

        SqliteMailStore.initialise(file);

        assertThat(rows(file, OLDER_SCHEMA)).isEqualTo(schema);
    }

    @Test
    void halfDoneMigrationShouldBeFinishedWhenOnlyFirstStepIsRecorded() throws Exception {
        Path file = fresh(directory);
        for (String drop : rows(
                file,
                "SELECT 'DROP ' || type || ' ' || name FROM sqlite_master WHERE name LIKE 'mailcloak%' AND type <> 'table'")) {
            execute(file, drop);
        }
        List<String> ours = rows(
                file,
                "SELECT 'DROP TABLE ' || name FROM sqlite_master WHERE type = 'table' AND name NOT IN"
                        + " ('domains', 'aliases', 'apps', 'app_from', 'schema_migrations')");
        execute(file, ours.toArray(String[]::new));
        execute(file, "DELETE FROM schema_migrations WHERE version > 1");

        assertThat(SqliteMailStore.initialise(file)).isEqualTo(InitResult.MIGRATED);

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.users().list()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO domains(domain_name) VALUES ('d3.test')",
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('n@d1.test', 'bob', 'd1.test')",
                "UPDATE aliases SET target_user = 'carol' WHERE alias_email = 'alias1@d1.test'",
                "INSERT INTO apps(app_id, secret_hash) VALUES ('app9', '{ARGON2ID}x')",
                "INSERT INTO app_from(app_id, from_addr) VALUES ('app1', 'more@d1.test')",
                "UPDATE apps SET enabled = 0 WHERE app_id = 'app1'",
                "DELETE FROM app_from WHERE app_id = 'app1' AND from_addr = 'noreply@d1.test'",
                "DELETE FROM domains WHERE domain_name = 'd2.test'"
            })
    void olderProgramShouldStillWriteWhenDatabaseIsMigrated(String statement) throws Exception {
        Path file = legacy(directory);
        SqliteMailStore.initialise(file);
        List<String> before = olderRows(file);

        execute(file, statement);

        assertThat(olderRows(file)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM aliases WHERE alias_email = 'sales@d1.test'",
                "PRAGMA foreign_keys = ON; DELETE FROM aliases WHERE alias_email = 'sales@d1.test'",
                "PRAGMA foreign_keys = ON; DELETE FROM domains WHERE domain_name = 'd1.test'"
            })
    void furtherTargetsShouldGoWithTheirAliasWhenTheOlderProgramDeletesIt(String statement) throws Exception {
        Path file = legacyWithTargets();

        execute(file, statement.split("; "));

        assertThat(rows(file, "SELECT * FROM alias_targets")).isEmpty();
    }

    @Test
    void furtherTargetsShouldStayWhenTheOlderProgramChangesTheUser() throws Exception {
        Path file = legacyWithTargets();

        execute(
                file,
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('sales@d1.test', 'carol', 'd1.test')"
                        + " ON CONFLICT(alias_email) DO UPDATE SET target_user = excluded.target_user, enabled = 1");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.findAlias(address("sales@d1.test")))
                    .contains(new Alias("sales@d1.test", "carol", List.of("bob", "x@far.example"), true));
        }
    }

    @Test
    void furtherTargetsShouldFollowTheirAliasWhenTheOlderProgramRenamesIt() throws Exception {
        Path file = legacyWithTargets();

        execute(file, "UPDATE aliases SET alias_email = 'market@d1.test' WHERE alias_email = 'sales@d1.test'");

        assertThat(rows(file, "SELECT alias_email, target FROM alias_targets ORDER BY target"))
                .containsExactly("market@d1.test|bob", "market@d1.test|x@far.example");
    }

    /** As Postfix's sqlite map asks, which tries the domain alone too. */
    @Test
    void otherProgramsShouldFindFirstTargetsAndCatchAllsByTheirOldQuery() throws Exception {
        Path file = legacyWithTargets();
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.aliases().add(AliasAddress.parse("@d2.test").orElseThrow(), "bob", List.of("alice"));
        }
        String query = "SELECT target_user FROM aliases WHERE enabled = 1 AND alias_email = ";

        assertThat(rows(file, query + "'sales@d1.test'")).containsExactly("alice");
        assertThat(rows(file, query + "'@d2.test'")).containsExactly("bob");
    }

    private Path legacyWithTargets() throws Exception {
        Path file = legacy(directory);
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.aliases()
                    .add(AliasAddress.parse("sales@d1.test").orElseThrow(), "alice", List.of("x@far.example", "bob"));
        }
        return file;
    }

    @Test
    void olderProgramShouldStillBeHeldToTheRulesWhenDatabaseIsMigrated() throws Exception {
        Path file = legacy(directory);
        SqliteMailStore.initialise(file);
        String wrongDomain =
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('x@d2.test', 'bob', 'd1.test')";

        assertThatThrownBy(() -> execute(file, wrongDomain)).hasMessageContaining("mismatch with alias_email domain");
    }

    private static List<String> olderRows(Path file) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("domains", "aliases", "apps", "app_from")) {
            rows.addAll(rows(file, "SELECT '" + table + "', * FROM " + table + " ORDER BY 2, 3"));
        }
        return rows;
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
