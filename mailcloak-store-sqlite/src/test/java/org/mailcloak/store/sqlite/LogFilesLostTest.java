package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailcloak.store.sqlite.SqliteFiles.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.StoreException;

/** A program removes or replaces the -wal and -shm files of the database while the store has it open. */
@Timeout(60)
class LogFilesLostTest {

    private static final MailDomain DOMAIN = MailDomain.parse("new.test").orElseThrow();
    private static final String ADD = "INSERT INTO domains(domain_name) VALUES ('new.test')";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeDatabase() {
        file = SqliteFiles.fresh(directory);
    }

    @AfterEach
    void forget() {
        LogFiles.forget(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-wal", "-shm", "-wal -shm"})
    void storeShouldAnswerNothingMoreWhenItsLogFilesAreRemoved(String suffixes) throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file);
                LocalIdentityProvider provider = new LocalIdentityProvider(file)) {
            store.domains().add(DOMAIN);
            assertThat(provider.findByLogin("alice")).isEqualTo(LookupResult.notFound());

            remove(suffixes);

            assertThatThrownBy(store::generation)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("-wal or -shm file was removed or replaced");
            assertThatThrownBy(() -> store.isLocalDomain(DOMAIN)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.domains().add(DOMAIN)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> SqliteMailStore.open(file)).isInstanceOf(StoreException.class);
            assertThat(provider.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
        }
    }

    @Test
    void changeOfAnotherProgramShouldBeKeptWhenItCameAfterTheFilesWereRemoved() throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.domains().add(MailDomain.parse("before.test").orElseThrow());
            store.generation();

            remove("-wal -shm");
            OtherProcess.execute(file, ADD);

            assertThatThrownBy(store::generation).isInstanceOf(StoreException.class);
        }

        assertThat(domainsAsTheNextProcessSeesThem()).containsExactly("before.test", "new.test");
    }

    @Test
    void changeOfAnotherProgramShouldBeKeptWhenTheStoreIsClosedBeforeItNoticed() throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.generation();
            remove("-wal -shm");
            OtherProcess.execute(file, ADD);
        }

        assertThat(domainsAsTheNextProcessSeesThem()).containsExactly("new.test");
    }

    @Test
    void ownChangeShouldBeInTheDatabaseFileWhenOnlyTheLogFilesHeldIt() throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            store.generation();
            store.domains().add(DOMAIN);

            remove("-wal -shm");

            assertThatThrownBy(store::generation).isInstanceOf(StoreException.class);
        }

        assertThat(domainsAsTheNextProcessSeesThem()).containsExactly("new.test");
    }

    private void remove(String suffixes) throws Exception {
        for (String suffix : suffixes.split(" ")) {
            Files.delete(directory.resolve("state.db" + suffix));
        }
    }

    /** A copy is another file, which this process may open; the log goes with it. */
    private List<String> domainsAsTheNextProcessSeesThem() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("next")).resolve("state.db");
        Files.copy(file, copy);
        Path wal = directory.resolve("state.db-wal");
        if (Files.exists(wal)) {
            Files.copy(wal, copy.resolveSibling("state.db-wal"));
        }
        return rows(copy, "SELECT domain_name FROM domains ORDER BY domain_name");
    }
}
