package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;
import org.mailcloak.testkit.IdentityProviderContract;

@Timeout(60)
class LocalIdentityProviderTest implements IdentityProviderContract {

    @TempDir
    Path directory;

    @Override
    public IdentityProvider provider(List<Account> accounts) {
        Path file = SqliteFiles.fresh(directory);
        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            accounts.forEach(account -> store.users().add(user(account)));
        }
        return new LocalIdentityProvider(file);
    }

    @Override
    public IdentityProvider unreachableProvider() {
        return new LocalIdentityProvider(directory.resolve("missing.db"));
    }

    @Test
    void scanShouldTellEveryUserWithTheirAddressesWhenThereAreManyPages() {
        Path file = SqliteFiles.fresh(directory);
        try (SqliteMailStore store = SqliteMailStore.open(file);
                IdentityProvider provider = new LocalIdentityProvider(file)) {
            for (int i = 0; i < 1001; i++) {
                EmailAddress address =
                        EmailAddress.parse("user" + i + "@d1.test").orElseThrow();
                EmailAddress more = EmailAddress.parse("more" + i + "@d1.test").orElseThrow();
                store.users().add(NewLocalUser.active("user" + i, List.of(address, more), Optional.empty()));
            }
            List<String> owners = new ArrayList<>();

            ScanResult scan = provider.scanner()
                    .orElseThrow()
                    .scan(visitor(account -> account.aliasAddresses()
                            .forEach(address -> owners.add(account.loginName() + address.localPart()))));

            assertThat(scan).isEqualTo(ScanResult.complete());
            assertThat(owners).hasSize(1001).contains("user0more0", "user1000more1000", "user999more999");
        }
    }

    private static ScanVisitor visitor(Consumer<Account> taker) {
        return new ScanVisitor() {
            @Override
            public void found(Account account, Set<String> loginNames) {
                taker.accept(account);
            }

            @Override
            public void doubtful(Set<String> loginNames, Set<EmailAddress> addresses) {
                throw new AssertionError(loginNames);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALICE", "Alice", "J\u00dcRGEN", "ju\u0308rgen"})
    void findByLoginShouldIgnoreCaseAndCompositionWhenUserIsThere(String login) {
        Path file = SqliteFiles.fresh(directory);
        try (SqliteMailStore store = SqliteMailStore.open(file);
                IdentityProvider provider = new LocalIdentityProvider(file)) {
            store.users().add(NewLocalUser.active("alice", List.of(), Optional.empty()));
            store.users().add(NewLocalUser.active("j\u00fcrgen", List.of(), Optional.empty()));

            assertThat(provider.findByLogin(login)).isInstanceOf(LookupResult.Found.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hand@D1.TEST",
                "\"hand\"@d1.test",
                "hand@d1.test.",
                "hand@b\u00fccher.test",
                "HAND@B\u00dcCHER.TEST"
            })
    void findByAddressShouldFindOwnerWhenRowWasWrittenByHand(String spelling) throws Exception {
        Path file = SqliteFiles.fresh(directory);
        SqliteFiles.execute(
                file,
                "INSERT INTO users(login, user_id) VALUES ('hand', 'id-1')",
                "INSERT INTO user_addresses(login, address) VALUES ('HAND', '" + spelling + "')",
                "INSERT INTO users(login, user_id, primary_address) VALUES ('main', 'id-2', '" + spelling + "')",
                "INSERT INTO users(login, user_id, primary_address) VALUES ('odd', 'id-3', '@@')");

        try (IdentityProvider provider = new LocalIdentityProvider(file)) {
            LookupResult answer =
                    provider.findByAddress(EmailAddress.parse(spelling).orElseThrow());

            assertThat(answer).isInstanceOf(LookupResult.Found.class);
            assertThat(((LookupResult.Found) answer).accounts())
                    .extracting(Account::loginName)
                    .containsExactly("hand", "main");
        }
    }

    @Test
    void lookUpShouldBeAnsweredWhenDatabaseAppearsLater() {
        try (IdentityProvider provider = new LocalIdentityProvider(directory.resolve("state.db"))) {
            assertThat(provider.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);

            SqliteFiles.fresh(directory);

            assertThat(provider.findByLogin("alice")).isEqualTo(LookupResult.notFound());
        }
    }

    @Test
    void lookUpShouldBeUnavailableWhenTablesAreGone() throws Exception {
        Path file = SqliteFiles.fresh(directory);
        try (IdentityProvider provider = new LocalIdentityProvider(file)) {
            assertThat(provider.findByLogin("alice")).isEqualTo(LookupResult.notFound());

            SqliteFiles.execute(file, "DROP TABLE user_addresses", "DROP TABLE users");

            assertThat(provider.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
        }
    }

    @Test
    void lookUpShouldBeUnavailableAndMigrateNothingWhenDatabaseIsOlder() throws Exception {
        Path file = SqliteFiles.legacy(directory);
        try (IdentityProvider provider = new LocalIdentityProvider(file)) {
            assertThat(provider.findByLogin("alice"))
                    .isEqualTo(LookupResult.unavailable(
                            "Database " + file + " is not up to date: run `mailcloakctl --db " + file + " init`"));
        }
        assertThat(SqliteFiles.rows(file, "SELECT name FROM sqlite_master WHERE name = 'schema_migrations'"))
                .isEmpty();
    }

    @Test
    void listenerShouldBeToldWhenAnotherConnectionWrites() throws Exception {
        Path file = SqliteFiles.fresh(directory);
        CountDownLatch told = new CountDownLatch(1);
        try (IdentityProvider provider = new LocalIdentityProvider(file)) {
            provider.changes().orElseThrow().subscribe(told::countDown);

            SqliteFiles.execute(file, "INSERT INTO users(login, user_id) VALUES ('alice', 'id-1')");

            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void listenerShouldBeToldAgainWhenItThrew() throws Exception {
        Path file = SqliteFiles.fresh(directory);
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        try (IdentityProvider provider = new LocalIdentityProvider(file)) {
            provider.changes().orElseThrow().subscribe(() -> {
                first.countDown();
                second.countDown();
                throw new IllegalStateException("The listener of the test fails");
            });
            SqliteFiles.execute(file, "INSERT INTO users(login, user_id) VALUES ('alice', 'id-1')");
            assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();

            SqliteFiles.execute(file, "DELETE FROM users");

            assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void listenerShouldBeToldWhenDatabaseAppears() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (IdentityProvider provider = new LocalIdentityProvider(directory.resolve("state.db"))) {
            provider.changes().orElseThrow().subscribe(told::countDown);

            SqliteFiles.fresh(directory);

            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void pollingThreadShouldEndWhenProviderCloses() {
        IdentityProvider provider = new LocalIdentityProvider(SqliteFiles.fresh(directory));
        provider.changes().orElseThrow().subscribe(() -> {});
        assertThat(pollers()).isNotEmpty();

        provider.close();

        assertThat(pollers()).isEmpty();
    }

    private static List<Thread> pollers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("mailcloak-local-changes"))
                .toList();
    }

    static NewLocalUser user(Account account) {
        List<EmailAddress> addresses = Stream.concat(
                        account.primaryAddress().stream(),
                        account.aliasAddresses().stream()
                                .sorted((a, b) -> a.toString().compareTo(b.toString())))
                .toList();
        return new NewLocalUser(account.loginName(), addresses, account.state(), Optional.empty());
    }
}
