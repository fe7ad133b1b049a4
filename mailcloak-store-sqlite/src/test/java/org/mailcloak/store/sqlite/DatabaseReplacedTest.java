package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.StoreException;

/** A backup is moved to the place of the database while programs have that open. */
@Timeout(30)
class DatabaseReplacedTest {

    private static final MailDomain DOMAIN = MailDomain.parse("new.test").orElseThrow();
    private static final EmailAddress ADDRESS =
            EmailAddress.parse("alice@new.test").orElseThrow();

    @TempDir
    Path directory;

    private Path file;
    private Path other;

    @BeforeEach
    void makeTwo() throws IOException {
        file = SqliteFiles.fresh(directory);
        other = SqliteFiles.fresh(Files.createDirectory(directory.resolve("backup")));
        try (SqliteMailStore store = SqliteMailStore.open(other)) {
            store.domains().add(DOMAIN);
            store.users().add(NewLocalUser.active("alice", List.of(ADDRESS), Optional.empty()));
        }
    }

    private void replace() throws IOException {
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void storeShouldAnswerFromTheNewFileWhenItsGenerationTold() throws IOException {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.isLocalDomain(DOMAIN)).isFalse();
            long before = store.generation();

            replace();

            assertThat(store.generation()).isGreaterThan(before);
            assertThat(store.isLocalDomain(DOMAIN)).isTrue();
            store.domains().add(MailDomain.parse("more.test").orElseThrow());
        }
        try (SqliteMailStore again = SqliteMailStore.open(file)) {
            assertThat(again.domains().list()).hasSize(2);
        }
    }

    @Test
    void storeShouldAnswerFromTheNewContentWhenABackupIsCopiedOver() throws IOException {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            long before = store.generation();

            Files.write(file, Files.readAllBytes(other));

            assertThat(store.generation()).isGreaterThan(before);
            assertThat(store.isLocalDomain(DOMAIN)).isTrue();
            store.domains().add(MailDomain.parse("more.test").orElseThrow());
        }
        try (SqliteMailStore again = SqliteMailStore.open(file)) {
            assertThat(again.domains().list()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "text", "newer", "another program's"})
    void nothingShouldBeAnsweredWhenTheNewContentCannotBeUsed(String content) throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file);
                LocalIdentityProvider provider = new LocalIdentityProvider(file)) {
            store.generation();
            provider.changes().orElseThrow().subscribe(() -> {});

            Files.write(other, new byte[0]);
            switch (content) {
                case "newer" -> {
                    Files.delete(other);
                    SqliteMailStore.initialise(other);
                    SqliteFiles.execute(
                            other, "INSERT INTO schema_migrations(version, name, checksum) VALUES (99, 'x', 'x')");
                }
                case "another program's" -> SqliteFiles.execute(other, "CREATE TABLE t(a)");
                case "text" -> Files.writeString(other, "not a database\n".repeat(1000));
                default -> assertThat(other).isEmptyFile();
            }
            replace();

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(store::generation).isInstanceOf(StoreException.class);
            }
            assertThatThrownBy(() -> store.isLocalDomain(DOMAIN)).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void generationShouldFailWhenANewerProgramMigratedTheDatabase() throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.generation();

            SqliteFiles.execute(file, "INSERT INTO schema_migrations(version, name, checksum) VALUES (99, 'x', 'x')");

            assertThatThrownBy(store::generation)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("schema version 99");
        }
    }

    @Test
    void backupOfAnOlderVersionShouldBeMigratedWhenItTakesThePlace() throws Exception {
        Path older = SqliteFiles.legacy(directory);
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.generation();

            Files.move(older, file, StandardCopyOption.REPLACE_EXISTING);
            store.generation();

            assertThat(store.isLocalDomain(MailDomain.parse("d1.test").orElseThrow()))
                    .isTrue();
        }
    }

    @Test
    void generationShouldFailWhenTheFileIsGone() throws IOException {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.generation();

            Files.delete(file);

            assertThatThrownBy(store::generation)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is gone");
        }
    }

    @Test
    void providerShouldAnswerFromTheNewFileWhenItsListenerWasTold() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (LocalIdentityProvider provider = new LocalIdentityProvider(file)) {
            assertThat(provider.findByAddress(ADDRESS)).isEqualTo(LookupResult.notFound());
            provider.changes().orElseThrow().subscribe(told::countDown);

            replace();
            told.await();

            assertThat(provider.findByAddress(ADDRESS)).isInstanceOf(LookupResult.Found.class);
        }
    }
}
