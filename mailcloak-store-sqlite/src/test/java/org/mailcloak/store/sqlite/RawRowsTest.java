package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.fresh;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RawRowsTest {

    private Path file;
    private SqliteMailStore store;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        file = fresh(folder);
        store = SqliteMailStore.open(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    static Stream<RawTable> tables() {
        return RawTable.ALL.stream();
    }

    /** A column that a later step of the schema adds has to be in a backup. */
    @ParameterizedTest
    @MethodSource("tables")
    void tableShouldHaveTheColumnsOfTheSchema(RawTable table) throws Exception {
        assertThat(table.columns())
                .containsExactlyInAnyOrderElementsOf(
                        SqliteFiles.rows(file, "SELECT name FROM pragma_table_info('" + table.name() + "')"));
        assertThat(table.keys())
                .isEqualTo(SqliteFiles.rows(
                        file, "SELECT name FROM pragma_table_info('" + table.name() + "') WHERE pk > 0 ORDER BY pk"));
    }

    @Test
    void userShouldKeepTheIdWhenTheRowIsThere() throws Exception {
        execute(file, "INSERT INTO users(login, user_id) VALUES ('alice', 'here')");

        Optional<String> refused = restore(row("users", "login", "Alice", "user_id", "there", "state", "disabled"));

        assertThat(refused).isEmpty();
        assertThat(SqliteFiles.rows(file, "SELECT login || ' ' || user_id || ' ' || state FROM users"))
                .containsExactly("Alice here disabled");
    }

    @Test
    void userShouldHaveTheIdOfTheRowWhenThereIsNone() throws Exception {
        restore(row("users", "login", "alice", "user_id", "there"));

        assertThat(SqliteFiles.rows(file, "SELECT user_id FROM users")).containsExactly("there");
    }

    @Test
    void rowShouldNotBeTouchedWhenOnlyItsIdIsOtherwise() throws Exception {
        execute(file, "INSERT INTO users(login, user_id, updated_at) VALUES ('alice', 'here', 5)");

        restore(row("users", "login", "alice", "user_id", "there"));

        assertThat(SqliteFiles.rows(file, "SELECT updated_at FROM users")).containsExactly("5");
    }

    @Test
    void rowShouldHaveTheTimeOfTheFileWhenOnlyAnotherValueChanges() throws Exception {
        execute(file, "INSERT INTO users(login, user_id, updated_at) VALUES ('alice', 'here', 5)");

        restore(row("users", "login", "alice", "state", "disabled", "updated_at", 5L));

        assertThat(SqliteFiles.rows(file, "SELECT state, updated_at FROM users"))
                .containsExactly("disabled|5");
    }

    @Test
    void rowShouldBeRefusedWhenItHasNoKey() {
        assertThat(restore(row("aliases", "alias_email", null, "target_user", "bob", "alias_domain_name", "d1.test")))
                .contains("the row has no alias_email");
    }

    @Test
    void columnOfAnotherProgramShouldNotBeRead() throws Exception {
        execute(file, "ALTER TABLE domains ADD COLUMN note TEXT", "INSERT INTO domains VALUES ('d1.test', 1, 5, 'x')");

        assertThat(store.rawRows().read("domains"))
                .containsExactly(row("domains", "domain_name", "d1.test", "enabled", 1L, "updated_at", 5L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "aliases; INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('a@d9.test', 'b', 'd9.test')",
                "alias_targets; INSERT INTO alias_targets(alias_email, target) VALUES ('a@d9.test', 'b')",
                "app_from; INSERT INTO app_from(app_id, from_addr) VALUES ('gone', 'a@d1.test')",
                "user_addresses; INSERT INTO user_addresses(login, address) VALUES ('gone', 'a@d1.test')",
                "user_group_members; INSERT INTO user_group_members(group_name, login) VALUES ('staff', 'gone')",
                "user_group_members; INSERT INTO user_group_members(group_name, login) VALUES ('gone', 'alice')",
                "user_group_subgroups; INSERT INTO user_group_subgroups(group_name, subgroup) VALUES ('staff', 'gone')",
                "user_group_senders; INSERT INTO user_group_senders(group_name, sender) VALUES ('gone', 'alice')",
                "user_group_contacts; INSERT INTO user_group_contacts(group_name, address) VALUES ('gone', 'a@b.test')",
            })
    void rowShouldBeNamedWhenItRefersToNone(String table, String statement) throws Exception {
        execute(
                file,
                "INSERT INTO users(login, user_id) VALUES ('alice', '1')",
                "INSERT INTO user_groups(group_name, group_id) VALUES ('staff', '1')",
                statement);

        for (String each : RawRows.TABLES) {
            assertThat(store.rawRows().refused(each)).hasSize(each.equals(table) ? 1 : 0);
        }
    }

    @Test
    void rowShouldNotBeNamedWhenItRefersToOneInAnotherLetterCase() throws Exception {
        execute(
                file,
                "INSERT INTO users(login, user_id) VALUES ('alice', '1')",
                "INSERT INTO user_addresses(login, address) VALUES ('ALICE', 'a@d1.test')");

        assertThat(store.rawRows().refused("user_addresses")).isEmpty();
    }

    @Test
    void aliasShouldBeNamedWhenItsDomainIsNotThatOfItsAddress() throws Exception {
        execute(
                file,
                "INSERT INTO domains(domain_name) VALUES ('d1.test')",
                "DROP TRIGGER trg_aliases_domain_check_ins",
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('a@d9.test', 'b', 'd1.test')");

        assertThat(store.rawRows().refused("aliases")).hasSize(1);
    }

    private Optional<String> restore(RawRow row) {
        Object[] result = new Object[1];
        store.atomically(() -> result[0] = store.rawRows().restore(row));
        return ((Optional<?>) result[0]).map(String::valueOf);
    }

    private static RawRow row(String table, @Nullable Object... columns) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i += 2) {
            values.put(String.valueOf(columns[i]), columns[i + 1]);
        }
        return new RawRow(table, values);
    }
}
