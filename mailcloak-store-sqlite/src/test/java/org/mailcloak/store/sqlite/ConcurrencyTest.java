package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.ProviderConfig;

class ConcurrencyTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeDatabase() {
        file = SqliteFiles.fresh(directory);
    }

    @Test
    void generationShouldMoveWhenAnotherProcessWrites() throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            long before = store.generation();
            assertThat(store.isLocalDomain(domain("d1.test"))).isFalse();

            OtherProcess.execute(file, "INSERT INTO domains(domain_name) VALUES ('d1.test')");

            assertThat(store.generation()).isNotEqualTo(before);
            assertThat(store.isLocalDomain(domain("d1.test"))).isTrue();
        }
    }

    /**
     * Without its lock on the file, the -wal file is deleted under this process when another one closes the database.
     * POSIX drops the lock as soon as anything but SQLite closes a descriptor of the file here.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void lockOnTheFileShouldStayWhenTheProviderOpensItBesideTheStore() throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file);
                IdentityProvider provider =
                        new LocalIdentityProviderFactory().create(new ProviderConfig("local", file, Map.of()))) {
            store.domains().add(domain("d1.test"));
            List<String> before = locks();

            provider.findByLogin("alice");

            assertThat(before).isNotEmpty();
            assertThat(locks()).isEqualTo(before);
        }
    }

    private List<String> locks() throws Exception {
        String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .filter(line -> line.contains(inode))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .toList();
    }

    @Test
    void generationShouldMoveWhenASecondStoreWrites() {
        try (SqliteMailStore store = SqliteMailStore.open(file);
                SqliteMailStore other = SqliteMailStore.open(file)) {
            long before = store.generation();

            other.domains().add(domain("d1.test"));

            assertThat(store.generation()).isNotEqualTo(before);
        }
    }

    @Test
    void generationShouldStayWhenOthersOnlyRead() {
        try (SqliteMailStore store = SqliteMailStore.open(file);
                SqliteMailStore other = SqliteMailStore.open(file)) {
            long before = store.generation();

            other.domains().list();
            other.generation();

            assertThat(store.generation()).isEqualTo(before);
        }
    }

    @Test
    void everyWriteShouldSucceedWhenTwoStoresAndAnotherConnectionWriteAtOnce() throws Exception {
        try (SqliteMailStore one = SqliteMailStore.open(file);
                SqliteMailStore two = SqliteMailStore.open(file)) {
            one.domains().add(domain("d1.test"));
            List<Callable<Boolean>> writes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                SqliteMailStore store = i % 2 == 0 ? one : two;
                EmailAddress alias =
                        EmailAddress.parse("alias" + i + "@d1.test").orElseThrow();
                writes.add(() -> {
                    store.aliases().add(alias, "alice");
                    return store.findAlias(alias).isPresent();
                });
            }
            writes.add(() -> {
                execute(file, "PRAGMA busy_timeout=5000", "INSERT INTO domains(domain_name) VALUES ('d2.test')");
                return true;
            });

            assertThat(callAll(writes)).doesNotContain(false);
            assertThat(one.aliases().list(Optional.empty())).hasSize(400);
        }
    }

    @Test
    void allThatATaskReadsShouldBeOfOneInstantWhenAnotherProgramWrites() {
        Path file = SqliteFiles.fresh(directory);
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            List<Integer> seen = store.consistently(() -> {
                int before = store.domains().list().size();
                write(file);
                return List.of(
                        before,
                        store.domains().list().size(),
                        store.rawRows().read("domains").size());
            });

            assertThat(seen).containsExactly(0, 0, 0);
            assertThat(store.domains().list()).hasSize(1);
        }
    }

    private static void write(Path file) {
        try (SqliteMailStore other = SqliteMailStore.open(file)) {
            other.domains().add(MailDomain.parse("new.test").orElseThrow());
        }
    }

    @Test
    void databaseShouldBeMadeOnceWhenManyInitialiseIt() throws Exception {
        Path other = directory.resolve("other.db");
        List<Callable<InitResult>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> SqliteMailStore.initialise(other));
        }

        assertThat(callAll(calls)).contains(InitResult.CREATED);
        assertThat(rows(other, "SELECT version FROM schema_migrations ORDER BY version"))
                .containsExactlyElementsOf(Migration.ALL.stream()
                        .map(step -> String.valueOf(step.version()))
                        .toList());
    }

    private static <T> List<T> callAll(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static MailDomain domain(String name) {
        return MailDomain.parse(name).orElseThrow();
    }
}
