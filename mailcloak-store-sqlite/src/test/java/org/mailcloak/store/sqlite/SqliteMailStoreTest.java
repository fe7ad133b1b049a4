package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

class SqliteMailStoreTest {

    private static final String ALIAS =
            "INSERT INTO aliases(alias_email, target_user, alias_domain_name, enabled) VALUES ";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeDatabase() {
        file = SqliteFiles.fresh(directory);
    }

    @Test
    void openShouldNeverLeaveTheFileWithoutAConnection() throws Exception {
        Path wal = Path.of("state.db-wal");
        Set<Path> deleted = new HashSet<>();
        Set<Path> created = new HashSet<>();
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            try (SqliteMailStore store = SqliteMailStore.open(file)) {
                Files.createFile(directory.resolve("end"));
                while (!created.contains(Path.of("end"))) {
                    WatchKey key = watch.take();
                    for (WatchEvent<?> event : key.pollEvents()) {
                        boolean isNew = event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE);
                        (isNew ? created : deleted).add((Path) event.context());
                    }
                    key.reset();
                }
                assertThat(store.firstLocalDomain()).isEmpty();
            }
        }
        assertThat(created).contains(wal);
        assertThat(deleted).isEmpty();
    }

    @Test
    void changesShouldShowTogetherOrNotAtAllWhenTheyAreOneTask() {
        MailDomain domain = MailDomain.parse("d1.test").orElseThrow();
        EmailAddress alias = EmailAddress.parse("sales@d1.test").orElseThrow();
        try (SqliteMailStore store = SqliteMailStore.open(file);
                SqliteMailStore other = SqliteMailStore.open(file)) {
            assertThatThrownBy(() -> store.atomically(() -> {
                        store.domains().add(domain);
                        store.aliases().add(alias, "alice");
                        assertThat(store.findAlias(alias)).map(Alias::login).contains("alice");
                        assertThat(other.isLocalDomain(domain)).isFalse();
                        throw new IllegalStateException("for the test");
                    }))
                    .hasMessage("for the test");
            assertThat(store.isLocalDomain(domain)).isFalse();

            store.atomically(() -> {
                store.domains().add(domain);
                store.aliases().add(alias, "alice");
            });
            assertThat(other.findAlias(alias)).map(Alias::login).contains("alice");
        }
    }

    @Test
    void previewShouldTellWhatInitialisingWouldDoAndChangeNothing() throws Exception {
        Path missing = directory.resolve("missing.db");
        Path empty = Files.createFile(directory.resolve("empty.db"));
        Path legacy = SqliteFiles.legacy(Files.createDirectory(directory.resolve("old")));
        byte[] before = Files.readAllBytes(legacy);

        assertThat(SqliteMailStore.preview(missing)).isEqualTo(InitResult.CREATED);
        assertThat(SqliteMailStore.preview(empty)).isEqualTo(InitResult.CREATED);
        assertThat(SqliteMailStore.preview(legacy)).isEqualTo(InitResult.MIGRATED);

        assertThat(missing).doesNotExist();
        assertThat(empty).isEmptyFile();
        assertThat(legacy).hasBinaryContent(before);
    }

    @Test
    void databaseShouldBeInWalModeAndOpenToItsGroupOnlyWhenMade() throws Exception {
        assertThat(rows(file, "PRAGMA journal_mode")).containsExactly("wal");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void databaseShouldGoBackToWalModeWhenSomeoneSwitchedItOff() throws Exception {
        execute(file, "PRAGMA journal_mode=DELETE");

        SqliteMailStore.open(file).close();

        assertThat(rows(file, "PRAGMA journal_mode")).containsExactly("wal");
    }

    @ParameterizedTest
    @CsvSource({
        "D1.Test, d1.test",
        "b\u00fccher.test, xn--bcher-kva.test",
        "B\u00dcCHER.TEST, xn--bcher-kva.test",
        "XN--BCHER-KVA.test, b\u00fccher.test",
        "d1.test., d1.test"
    })
    void domainShouldBeLocalWhenRowSpellsItOtherwise(String row, String asked) throws Exception {
        execute(file, "INSERT INTO domains(domain_name) VALUES ('" + row + "')");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.isLocalDomain(domain(asked))).isTrue();
            assertThat(store.firstLocalDomain()).contains(domain(asked));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sales@D1.Test, D1.Test, sales@d1.test",
        "sales@b\u00fccher.test, b\u00fccher.test, sales@xn--bcher-kva.test",
        "SALES@B\u00dcCHER.TEST, B\u00dcCHER.TEST, sales@b\u00fccher.test",
        "M\u00dcLLER@d1.test, d1.test, m\u00fcller@d1.test",
        "mu\u0308ller@d1.test, d1.test, m\u00fcller@d1.test",
        "\"sales\"@d1.test, d1.test, sales@d1.test",
        "sales@d1.test., d1.test., sales@d1.test"
    })
    void aliasShouldBeFoundEnabledAndDeletedWhenRowSpellsItOtherwise(String row, String rowDomain, String asked)
            throws Exception {
        execute(
                file,
                "INSERT INTO domains(domain_name) VALUES ('" + rowDomain + "')",
                ALIAS + "('" + row + "', 'alice', '" + rowDomain + "', 0)");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.aliases().setEnabled(address(asked), true)).isTrue();
            assertThat(store.findAlias(address(asked))).map(Alias::login).contains("alice");

            store.aliases().add(address(asked), "bob");
            assertThat(store.aliases().list(Optional.empty())).containsExactly(new Alias(row, "bob", true));

            assertThat(store.aliases().delete(address(asked))).isTrue();
            assertThat(store.aliases().list(Optional.empty())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d1.test", "D1.TEST", "b\u00fccher.test", "d1.test."})
    void aliasShouldBeAddedWhenItsDomainRowIsSpelledInAnyWay(String row) throws Exception {
        execute(file, "INSERT INTO domains(domain_name) VALUES ('" + row + "')");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            EmailAddress alias = address("sales@" + row);
            store.aliases().add(alias, "alice");

            assertThat(store.findAlias(alias)).map(Alias::login).contains("alice");
        }
    }

    @Test
    void firstEnabledSpellingShouldWinWhenSeveralRowsDisagree() throws Exception {
        execute(
                file,
                "INSERT INTO domains(domain_name) VALUES ('d1.test'), ('D1.TEST')",
                ALIAS + "('sales@d1.test', 'third', 'd1.test', 1)",
                ALIAS + "('SALES@D1.TEST', 'first', 'D1.TEST', 0)",
                ALIAS + "('Sales@d1.test', 'second', 'd1.test', 1)");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.findAlias(address("sales@d1.test")))
                    .map(Alias::login)
                    .contains("second");
        }
    }

    @Test
    void allSpellingsShouldChangeWhenDomainIsDisabled() throws Exception {
        execute(file, "INSERT INTO domains(domain_name) VALUES ('d1.test'), ('D1.TEST')");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.domains().setEnabled(domain("d1.test"), false)).isTrue();

            assertThat(store.domains().list())
                    .containsExactly(new LocalDomain("D1.TEST", false), new LocalDomain("d1.test", false));
        }
    }

    @Test
    void rowsShouldMatchNothingWhenTheyHoldNoAddress() throws Exception {
        execute(
                file,
                "INSERT INTO domains(domain_name) VALUES ('d1.test'), ('not a domain'), ('')",
                ALIAS + "('@d1.test', 'alice', 'd1.test', 1)",
                ALIAS + "('blank@d1.test', ' ', 'd1.test', 1)",
                "INSERT INTO apps(app_id, secret_hash) VALUES ('', '{PLAIN}x'), ('app', '{PLAIN}x')",
                "INSERT INTO app_from(app_id, from_addr) VALUES ('app', 'nonsense')");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.firstLocalDomain()).contains(domain("d1.test"));
            assertThat(store.findAlias(address("blank@d1.test"))).isEmpty();
            assertThat(store.findApp("")).isEmpty();
            assertThat(store.apps().list()).hasSize(1);
            assertThat(store.findApp("app").orElseThrow().maySendAs(address("nonsense@d1.test")))
                    .isFalse();
        }
    }

    @Test
    void aliasShouldBeRefusedWithTheCommandWhenDomainIsUnknown() {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThatThrownBy(() -> store.aliases().add(address("x@d9.test"), "alice"))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(
                            "Domain d9.test is not in the database; add it first: mailcloakctl domains add d9.test");
        }
    }

    @Test
    void aliasShouldBeRefusedWhenTheTableCannotHoldIt() {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.domains().add(domain("d1.test"));

            assertThatThrownBy(() -> store.aliases().add(address("a@b@d1.test"), "alice"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot be stored");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "alice\tbob", "alice\nbob"})
    void aliasShouldBeRefusedWhenLoginWouldBreakALine(String login) {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.domains().add(domain("d1.test"));

            assertThatThrownBy(() -> store.aliases().add(address("x@d1.test"), login))
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void senderShouldBeEnabledAndRemovedWhenRowSpellsItOtherwise() throws Exception {
        execute(
                file,
                "INSERT INTO apps(app_id, secret_hash) VALUES ('app', '{PLAIN}x')",
                "INSERT INTO app_from(app_id, from_addr, enabled) VALUES ('app', 'Bot@D1.TEST', 0)");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.apps().allow("app", address("bot@d1.test"))).isTrue();
            assertThat(rows(file, "SELECT from_addr, enabled FROM app_from")).containsExactly("Bot@D1.TEST|1");

            assertThat(store.apps().disallow("app", address("bot@d1.test"))).isTrue();
            assertThat(rows(file, "SELECT * FROM app_from")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "", "$argon2id$v=19$x", "{}x"})
    void tokenShouldBeRefusedWithoutShowingItWhenItHasNoScheme(String hash) {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThatThrownBy(() -> store.apps().add("app", hash))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("A password hash starts with its scheme, such as {ARGON2ID}");
        }
    }

    @Test
    void tokenShouldBeReplacedWhenRotated() {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.apps().add("app", "{PLAIN}one");
            store.apps().rotate("app", "{PLAIN}two");

            assertThat(store.appSecretHash("app")).contains("{PLAIN}two");
            assertThat(store.findApp("app").orElseThrow().toString()).doesNotContain("two");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"domains", "aliases", "apps", "app_from", "users", "user_addresses"})
    void updatedAtShouldMoveWhenRowIsUpdated(String table) throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.domains().add(domain("d1.test"));
            store.aliases().add(address("a@d1.test"), "alice");
            store.apps().add("app", "{PLAIN}x");
            store.apps().allow("app", address("a@d1.test"));
            List<EmailAddress> addresses = List.of(address("x@d1.test"), address("y@d1.test"));
            store.users().add(NewLocalUser.active("alice", addresses, Optional.empty()));
        }
        execute(file, "UPDATE " + table + " SET updated_at = 1000");
        String column = rows(file, "SELECT name FROM pragma_table_info('" + table + "') LIMIT 1")
                .get(0);

        execute(file, "UPDATE " + table + " SET " + column + " = " + column);

        assertThat(rows(file, "SELECT 1 FROM " + table + " WHERE updated_at > 1000"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(SpelledColumn.class)
    void lookUpShouldUseIndexesOnlyWhenPlanned(SpelledColumn column) throws Exception {
        String query = column.plainQuery("*").replace("?1", "'x@d1.test'");

        assertThat(rows(file, "EXPLAIN QUERY PLAN " + query))
                .anyMatch(step -> step.contains("SEARCH " + column.table() + " USING "))
                .noneMatch(step -> step.endsWith("SCAN " + column.table()));
        assertThat(rows(file, "EXPLAIN QUERY PLAN " + column.oddQuery()))
                .anyMatch(step -> step.contains("SCAN " + column.table() + " USING ") && step.contains("_odd_"))
                .noneMatch(step -> step.endsWith("SCAN " + column.table()));
    }

    @Test
    void storeShouldAnswerWhenItHoldsThousandsOfRows() throws Exception {
        execute(
                file,
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                        + " INSERT INTO domains(domain_name) SELECT 'D' || i || '.test' FROM n",
                ALIAS.replace("VALUES ", "") + "SELECT 'Alias@' || domain_name, 'user', domain_name, 1 FROM domains");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.findAlias(address("alias@d19999.test")))
                    .map(Alias::login)
                    .contains("user");
            assertThat(store.aliases().list(Optional.of("user"))).hasSize(20_000);
        }
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private static MailDomain domain(String name) {
        return MailDomain.parse(name).orElseThrow();
    }
}
