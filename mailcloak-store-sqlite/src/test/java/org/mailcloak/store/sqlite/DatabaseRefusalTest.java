package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.fresh;
import static org.mailcloak.store.sqlite.SqliteFiles.legacy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.StoreException;

class DatabaseRefusalTest {

    @TempDir
    Path directory;

    @Test
    void openShouldNameTheCommandWhenFileIsMissing() {
        Path file = directory.resolve("state.db");

        assertThatThrownBy(() -> SqliteMailStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessage("Database " + file + " does not exist: make it with `mailcloakctl --db " + file + " init`");
        assertThat(file).doesNotExist();
    }

    @Test
    void openShouldNameTheCommandWhenFileIsEmpty() throws Exception {
        Path file = Files.createFile(directory.resolve("state.db"));

        assertThatThrownBy(() -> SqliteMailStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "Database " + file + " is empty: make its tables with `mailcloakctl --db " + file + " init`");
        assertThat(file).isEmptyFile();
    }

    @Test
    void initialiseShouldFillFileWhenItIsEmpty() throws Exception {
        Path file = Files.createFile(directory.resolve("state.db"));

        assertThat(SqliteMailStore.initialise(file)).isEqualTo(InitResult.CREATED);
    }

    @Test
    void initialiseShouldRefuseWhenDirectoryIsMissing() {
        Path file = directory.resolve("no/state.db");

        assertThatThrownBy(() -> SqliteMailStore.initialise(file))
                .isInstanceOf(StoreException.class)
                .hasMessage("Database " + file + " cannot be made: the directory " + directory.resolve("no")
                        + " does not exist");
    }

    @Test
    void openShouldRefuseWhenPathIsADirectory() {
        assertThatThrownBy(() -> SqliteMailStore.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("Database " + directory + " is not a regular file");
    }

    @Test
    void openShouldRefuseWhenPathHoldsAQuestionMark() {
        assertThatThrownBy(() -> SqliteMailStore.initialise(directory.resolve("a?cache=shared")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("question mark");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "SQLite format 3", "policy:\n  domain: d1.test\n", "SQLite format 2\0 and more of it"})
    void fileShouldBeRefusedAndLeftAloneWhenItIsNoDatabase(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("state.db"), content);

        assertRefused(file, "is not an SQLite database");
    }

    @Test
    void fileShouldBeRefusedAndLeftAloneWhenOnlyItsHeaderIsRight() throws Exception {
        Path file = Files.writeString(directory.resolve("state.db"), "SQLite format 3\0" + "x".repeat(8_192));

        assertRefused(file, "is not an SQLite database");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 12})
    void databaseShouldBeRefusedAndLeftAloneWhenAPageIsDamaged(int page) throws Exception {
        Path file = legacy(directory);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek((page - 1) * 4096L + (page == 1 ? 100 : 0));
            bytes.write(new byte[2_000]);
        }

        assertRefused(file, "is damaged: restore it from a backup");
    }

    @Test
    void databaseShouldBeRefusedAndLeftAloneWhenItIsTruncated() throws Exception {
        Path file = legacy(directory);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(5 * 4096L);
        }

        assertRefused(file, "is damaged: restore it from a backup");
    }

    @Test
    void nothingShouldBeMadeWhereALinkLeadsWhenTheDatabaseIsInitialised() throws Exception {
        Path victim = directory.resolve("victim");
        Path file = Files.createSymbolicLink(directory.resolve("link.db"), victim);

        assertThatThrownBy(() -> SqliteMailStore.initialise(file)).isInstanceOf(StoreException.class);

        assertThat(victim).doesNotExist();
    }

    @Test
    void databaseShouldBeRefusedAndLeftAloneWhenItIsNewer() throws Exception {
        Path file = fresh(directory);
        execute(file, "INSERT INTO schema_migrations(version, name, checksum) VALUES (99, 'future', 'x')");

        assertRefused(file, "has schema version 99, this program knows versions up to " + Migration.latestVersion());
    }

    @Test
    void databaseShouldBeRefusedAndLeftAloneWhenItsStepsDiffer() throws Exception {
        Path file = fresh(directory);
        execute(file, "UPDATE schema_migrations SET checksum = 'other' WHERE version = 1");

        assertRefused(file, "records a schema step 1 that differs from this program's step 1 (base-tables)");
    }

    @Test
    void databaseShouldBeRefusedAndLeftAloneWhenItIsAnotherPrograms() throws Exception {
        Path file = directory.resolve("state.db");
        execute(file, "CREATE TABLE photos(id INTEGER)");

        assertRefused(file, "belongs to another program: it has tables such as photos");
    }

    @Test
    void databaseShouldBeRefusedAndLeftAloneWhenATableIsMissing() throws Exception {
        Path file = legacy(directory);
        execute(file, "DROP TABLE app_from");

        assertRefused(file, "lacks the table app_from");
    }

    @Test
    void databaseShouldBeRefusedAndLeftAloneWhenAColumnIsMissing() throws Exception {
        Path file = legacy(directory);
        execute(file, "DROP TRIGGER trg_apps_set_updated_at", "ALTER TABLE apps RENAME COLUMN secret_hash TO hash");

        assertRefused(file, "lacks in table apps the column secret_hash");
    }

    @Test
    void olderDatabaseShouldBeRefusedAndLeftAloneWhenItIsReadOnly() throws Exception {
        Path file = legacy(directory);
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(
                        () -> SqliteMailStore.open(DatabaseFile.existing(file).as(FileAccessMode.READ_ONLY)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is of an older version and read-only for this user")
                .hasMessageContaining("mailcloakctl --db " + file + " init");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void readOnlyDatabaseShouldAnswerAndRefuseChangesWhenItIsUpToDate() {
        Path file = fresh(directory);
        MailDomain domain = MailDomain.parse("d1.test").orElseThrow();
        try (SqliteMailStore writable = SqliteMailStore.open(file)) {
            writable.domains().add(domain);
        }

        try (SqliteMailStore store =
                SqliteMailStore.open(DatabaseFile.existing(file).as(FileAccessMode.READ_ONLY))) {
            assertThat(store.isLocalDomain(domain)).isTrue();
            assertThat(store.generation()).isEqualTo(store.generation());
            assertThatThrownBy(() -> store.domains().add(domain))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is read-only for this user");
        }
    }

    /** By both ways in, in one line, without a change to the file and without files beside it. */
    private void assertRefused(Path file, String message) throws Exception {
        byte[] before = Files.readAllBytes(file);
        Set<Path> filesBefore = files();

        for (Throwable refusal : List.of(
                catchThrowable(() -> SqliteMailStore.open(file)),
                catchThrowable(() -> SqliteMailStore.initialise(file)))) {
            assertThat(refusal)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("Database " + file + " " + message);
            assertThat(refusal.getMessage()).doesNotContain("\n");
        }
        assertThat(file).hasBinaryContent(before);
        assertThat(files()).isEqualTo(filesBefore);
    }

    private Set<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return Set.copyOf(files.toList());
        }
    }
}
