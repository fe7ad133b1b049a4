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
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Lookup;
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
            assertThat(provider.findByAddress(ADDRESS)).isEqualTo(Lookup.notFound());
            provider.onChange(told::countDown);

            replace();
            told.await();

            assertThat(provider.findByAddress(ADDRESS)).isInstanceOf(Lookup.Found.class);
        }
    }
}
