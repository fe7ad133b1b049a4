package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.fresh;
import static org.mailcloak.store.sqlite.SqliteFiles.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.store.App;

/** A program that knows no foreign keys deletes and renames: a new user, group or application inherits nothing. */
class LeftoversTest {

    private static final List<String> PARTS = List.of(
            "user_addresses|login",
            "user_group_members|group_name || ' ' || login",
            "user_group_subgroups|group_name || ' ' || subgroup",
            "user_group_senders|group_name || ' ' || sender",
            "user_group_contacts|group_name",
            "app_from|app_id");

    private static final String[] CHILDREN = {
        "INSERT INTO user_addresses(login, address) VALUES ('ceo', 'chair@d1.test')",
        "INSERT INTO user_group_members(group_name, login) VALUES ('board', 'ceo')",
        "INSERT INTO user_group_subgroups(group_name, subgroup) VALUES ('board', 'inner'), ('inner', 'board')",
        "INSERT INTO user_group_senders(group_name, sender) VALUES ('board', 'ceo')",
        "INSERT INTO user_group_contacts(group_name, address) VALUES ('board', 'x@d2.test')",
        "INSERT INTO app_from(app_id, from_addr) VALUES ('shop', 'chair@d1.test')"
    };

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeRows() throws Exception {
        file = fresh(directory);
        execute(
                file,
                "INSERT INTO users(login, user_id) VALUES ('ceo', 'u1'), ('bob', 'u2')",
                "INSERT INTO user_groups(group_name, group_id) VALUES ('board', 'g1'), ('inner', 'g2')",
                "INSERT INTO apps(app_id, secret_hash) VALUES ('shop', '{PLAIN}x')",
                "INSERT INTO certificates(fingerprint, login) VALUES ('AA', 'CEO'), ('BB', 'bob')");
        execute(file, CHILDREN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "ON"})
    void nothingShouldStayOfAUserThatIsDeleted(String foreignKeys) throws Exception {
        execute(file, "PRAGMA foreign_keys = " + foreignKeys, "DELETE FROM users WHERE login = 'ceo'");

        assertThat(parts()).noneMatch(part -> part.contains("ceo"));
        assertThat(rows(file, "SELECT fingerprint, enabled FROM certificates ORDER BY 1"))
                .containsExactly("AA|0", "BB|1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "ON"})
    void nothingShouldStayOfAGroupThatIsDeleted(String foreignKeys) throws Exception {
        execute(file, "PRAGMA foreign_keys = " + foreignKeys, "DELETE FROM user_groups WHERE group_name = 'board'");

        assertThat(parts()).containsExactly("ceo", "shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "ON"})
    void nothingShouldStayOfAnApplicationThatIsDeleted(String foreignKeys) throws Exception {
        execute(file, "PRAGMA foreign_keys = " + foreignKeys, "DELETE FROM apps");

        assertThat(rows(file, "SELECT app_id FROM app_from")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "ON"})
    void partsShouldFollowAndReplaceLeftoversWhenTheirOwnerIsRenamed(String foreignKeys) throws Exception {
        execute(
                file,
                "PRAGMA foreign_keys = OFF",
                "INSERT INTO user_addresses(login, address) VALUES ('boss', 'old@d1.test')",
                "INSERT INTO user_group_members(group_name, login) VALUES ('heads', 'bob')",
                "INSERT INTO app_from(app_id, from_addr) VALUES ('store', 'old@d1.test')",
                "PRAGMA foreign_keys = " + foreignKeys,
                "UPDATE users SET login = 'boss' WHERE login = 'ceo'",
                "UPDATE user_groups SET group_name = 'heads' WHERE group_name = 'board'",
                "UPDATE apps SET app_id = 'store' WHERE app_id = 'shop'");

        assertThat(parts())
                .containsExactly("boss", "heads boss", "heads inner", "inner heads", "heads boss", "heads", "store");
        assertThat(rows(file, "SELECT address FROM user_addresses UNION SELECT from_addr FROM app_from"))
                .containsExactly("chair@d1.test");
        assertThat(rows(file, "SELECT login FROM certificates WHERE fingerprint = 'AA'"))
                .containsExactly("boss");
    }

    @Test
    void partsShouldStayWhereTheyAreWhenARenameIsIgnored() throws Exception {
        execute(
                file,
                "UPDATE OR IGNORE users SET login = 'ceo' WHERE login = 'bob'",
                "UPDATE OR IGNORE user_groups SET group_name = 'board' WHERE group_name = 'inner'");

        assertThat(parts())
                .containsExactly("ceo", "board ceo", "board inner", "inner board", "board ceo", "board", "shop");
    }

    @Test
    void partsShouldStayWhenTheirOwnerIsReplacedOrChangedInLetterCase() throws Exception {
        execute(
                file,
                "INSERT OR REPLACE INTO apps(app_id, secret_hash) VALUES ('shop', '{PLAIN}y')",
                "UPDATE users SET login = 'CEO' WHERE login = 'ceo'");

        assertThat(rows(file, "SELECT app_id FROM app_from")).containsExactly("shop");
        assertThat(rows(file, "SELECT address FROM user_addresses WHERE login = 'ceo'"))
                .containsExactly("chair@d1.test");
    }

    @Test
    void userGroupAndApplicationShouldHaveNothingWhenAddedOverLeftovers() throws Exception {
        execute(file, "DELETE FROM users", "DELETE FROM user_groups", "DELETE FROM apps");
        execute(file, CHILDREN);

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.users().add(NewLocalUser.active("CEO", List.of(), Optional.empty()));
            store.groups().add("Board");
            store.groups().add("inner");
            store.apps().add("shop", "{PLAIN}x");

            assertThat(store.users().find("ceo").orElseThrow().moreAddresses()).isEmpty();
            assertThat(store.groups().list())
                    .allMatch(group -> group.members().isEmpty()
                            && group.subgroups().isEmpty()
                            && group.senders().isEmpty()
                            && group.contacts().isEmpty());
            assertThat(store.apps().list()).extracting(App::senders).containsExactly(List.of());
        }
    }

    @Test
    void applicationShouldKeepItsSendersWhenItIsAddedAgain() {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.apps().add("shop", "{PLAIN}y");

            assertThat(store.findApp("shop").orElseThrow().senders()).hasSize(1);
        }
    }

    @Test
    void leftoversShouldGoWhenTheDatabaseIsMigrated() throws Exception {
        for (String trigger : rows(
                file,
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%named'"
                        + " OR name LIKE 'mailcloak_%deleted'")) {
            execute(file, "DROP TRIGGER " + trigger);
        }
        execute(
                file,
                "DROP INDEX mailcloak_certificates_login",
                "DROP INDEX mailcloak_user_group_senders_sender",
                "DELETE FROM schema_migrations WHERE version >= 8",
                "INSERT INTO apps(app_id, secret_hash) VALUES (NULL, '{PLAIN}x')",
                "INSERT INTO user_addresses(login, address) VALUES ('BOB', 'bob2@d1.test')",
                "DELETE FROM users WHERE login = 'ceo'",
                "DELETE FROM user_groups WHERE group_name = 'board'",
                "DELETE FROM apps WHERE app_id = 'shop'");

        SqliteMailStore.initialise(file);

        assertThat(parts()).containsExactly("BOB");
    }

    private List<String> parts() throws Exception {
        List<String> parts = new ArrayList<>();
        for (String part : PARTS) {
            String[] of = part.split("\\|", 2);
            parts.addAll(rows(file, "SELECT " + of[1] + " FROM " + of[0] + " ORDER BY 1"));
        }
        return parts;
    }
}
