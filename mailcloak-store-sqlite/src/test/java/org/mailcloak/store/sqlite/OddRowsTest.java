package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.fresh;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.StoreException;

/** Another program writes rows whose spelling SQL cannot compare, while the store is open and has read them. */
class OddRowsTest {

    private static final String ALIAS =
            "INSERT OR REPLACE INTO aliases(alias_email, target_user, alias_domain_name) VALUES ";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeDatabase() throws Exception {
        file = fresh(directory);
        execute(file, "INSERT INTO domains(domain_name) VALUES ('d1.test')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO domains(domain_name) VALUES ('BÜCHER.test')",
                "UPDATE domains SET domain_name = 'bücher.test' WHERE domain_name = 'other.test'",
                "INSERT OR REPLACE INTO domains(domain_name) VALUES ('bücher.test.')"
            })
    void domainShouldBeFoundWhenAnotherProgramWroteItsOddSpelling(String statement) throws Exception {
        MailDomain wanted = MailDomain.parse("bücher.test").orElseThrow();
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            execute(file, "INSERT INTO domains(domain_name) VALUES ('other.test')");
            assertThat(store.isLocalDomain(wanted)).isFalse();

            execute(file, statement);

            assertThat(store.isLocalDomain(wanted)).isTrue();
        }
    }

    @Test
    void rowsShouldBeFoundByTheirNewNumbersWhenTheDatabaseIsVacuumed() throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            for (int i = 0; i < 50; i++) {
                execute(file, ALIAS + "('mü" + i + "@d1.test', 'user" + i + "', 'd1.test')");
            }
            assertThat(store.findAlias(address("mü49@d1.test"))).isPresent();
            execute(file, "DELETE FROM aliases WHERE target_user < 'user3'", "VACUUM");

            assertThat(store.findAlias(address("mü49@d1.test")))
                    .map(Alias::login)
                    .contains("user49");
            assertThat(store.findAlias(address("mü10@d1.test"))).isEmpty();
        }
    }

    @Test
    void aliasShouldBeFoundWhenAChangeOfTheSameNumberWasRolledBack() throws Exception {
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThatThrownBy(() -> store.atomically(() -> {
                        store.aliases().add(address("mü1@d1.test"), "bob");
                        assertThat(store.findAlias(address("mü1@d1.test"))).isPresent();
                        throw new IllegalStateException("The task of the test fails");
                    }))
                    .isInstanceOf(IllegalStateException.class);

            execute(file, ALIAS + "('mü2@d1.test', 'carol', 'd1.test')");

            assertThat(store.findAlias(address("mü2@d1.test"))).isPresent();
            store.aliases().add(address("MÜ2@d1.test"), "dora");
            assertThat(store.aliases().list(Optional.empty())).hasSize(1);
        }
    }

    @Test
    void aliasShouldBeFoundByAReaderThatBeganBeforeTheLastChange() throws Exception {
        execute(file, ALIAS + "('mü1@d1.test', 'bob', 'd1.test')");
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            Optional<Alias> before = store.consistently(() -> {
                assertThat(store.isLocalDomain(MailDomain.parse("d1.test").orElseThrow()))
                        .isTrue();
                inAnotherThread(() -> {
                    execute(
                            file,
                            "DELETE FROM aliases",
                            ALIAS + "('mu1@d1.test', 'bob', 'd1.test')",
                            ALIAS + "('mü2@d1.test', 'bob', 'd1.test')");
                    assertThat(store.findAlias(address("mü2@d1.test"))).isPresent();
                });
                return store.findAlias(address("mü1@d1.test"));
            });

            assertThat(before).isPresent();
            assertThat(store.findAlias(address("mü1@d1.test"))).isEmpty();
        }
    }

    @Test
    void aliasesShouldBeUnclearWhenThereAreTooManyOddOnes() throws Exception {
        execute(
                file,
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= " + OddRows.MOST + ")"
                        + " INSERT INTO aliases(alias_email, target_user, alias_domain_name)"
                        + " SELECT 'mü' || i || '@d1.test', 'bob', 'd1.test' FROM n");
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThatThrownBy(() -> store.findAlias(address("mü7@d1.test")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Table aliases has more than " + OddRows.MOST + " rows");
            assertThat(store.isLocalDomain(MailDomain.parse("d1.test").orElseThrow()))
                    .isTrue();

            execute(file, "DELETE FROM aliases WHERE rowid = 1");

            assertThat(store.findAlias(address("mü7@d1.test"))).isPresent();
        }
    }

    /** Each step is compared with what a map of normal forms holds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyAliasShouldBeFoundWhateverWasWrittenBefore(long seed) throws Exception {
        Random random = new Random(seed);
        Map<Integer, String> expected = new HashMap<>();
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            for (int step = 0; step < 60; step++) {
                int name = random.nextInt(12);
                String user = "user" + step;
                switch (random.nextInt(4)) {
                    case 0 -> {
                        execute(file, "DELETE FROM aliases WHERE alias_email = 'mü" + name + "@d1.test'");
                        expected.remove(name);
                    }
                    case 1 -> {
                        store.aliases().add(address("MÜ" + name + "@d1.test"), user);
                        expected.put(name, user);
                    }
                    case 2 -> {
                        execute(
                                file,
                                "UPDATE aliases SET alias_email = 'gone" + step + "ü@d1.test' WHERE alias_email = 'mü"
                                        + name + "@d1.test'");
                        expected.remove(name);
                    }
                    default -> {
                        execute(file, ALIAS + "('mü" + name + "@d1.test', '" + user + "', 'd1.test')");
                        expected.put(name, user);
                    }
                }
                for (int i = 0; i < 12; i++) {
                    assertThat(store.findAlias(address("mü" + i + "@d1.test")).map(Alias::login))
                            .isEqualTo(Optional.ofNullable(expected.get(i)));
                }
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void inAnotherThread(Step step) {
        CompletableFuture.runAsync(() -> {
                    try {
                        step.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
