package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/** What the caches tell about themselves. */
class StatisticsTest {

    private final ManualTicker ticker = new ManualTicker();

    @Nested
    class OfTheProvider {

        private static final LookupResult ALICE = LookupResult.found(Account.builder("1", "alice")
                .primaryAddress(EmailAddress.parse("alice@d1.test"))
                .build());

        private LookupResult answer = ALICE;
        private final CachingIdentityProvider cache = new CachingIdentityProvider(
                new SlowProvider(),
                new CacheSettings(
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(30),
                        Duration.ofHours(1),
                        100,
                        Duration.ofMillis(1),
                        Duration.ofSeconds(10)),
                Runnable::run,
                ticker);

        /** Takes a second for each answer. */
        private final class SlowProvider implements IdentityProvider {

            @Override
            public LookupResult findByLogin(String loginName) {
                ticker.advance(Duration.ofSeconds(1));
                return answer;
            }

            @Override
            public LookupResult findByAddress(EmailAddress address) {
                return findByLogin("");
            }

            @Override
            public void close() {}
        }

        private void ask(String login, LookupResult next) {
            answer = next;
            cache.findByLogin(login);
        }

        @Test
        void callsShouldBeCountedByOutcomeWithTheirTime() {
            ask("alice", ALICE);
            ask("nobody", LookupResult.notFound());
            ask("other", LookupResult.notFound());
            ask("late", LookupResult.unavailable("down"));

            ProviderStatistics statistics = cache.statistics();

            assertThat(statistics.found()).isEqualTo(1);
            assertThat(statistics.notFound()).isEqualTo(2);
            assertThat(statistics.unavailable()).isEqualTo(1);
            assertThat(statistics.calls()).isEqualTo(4);
            assertThat(statistics.callTime()).isEqualTo(Duration.ofSeconds(4));
        }

        @Test
        void answersFromMemoryShouldCountAsHitsAndTheOthersAsMisses() {
            ask("alice", ALICE);
            ask("alice", ALICE);
            ask("alice", ALICE);
            ask("nobody", LookupResult.notFound());

            assertThat(cache.statistics().hits()).isEqualTo(2);
            assertThat(cache.statistics().misses()).isEqualTo(2);
            assertThat(cache.statistics().stale()).isZero();
            assertThat(cache.statistics().entries()).isEqualTo(2);
        }

        @Test
        void staleAnswersShouldBeCountedAmongTheMisses() {
            ask("alice", ALICE);
            ticker.advance(Duration.ofSeconds(121));
            ask("alice", LookupResult.unavailable("down"));

            assertThat(cache.statistics().misses()).isEqualTo(2);
            assertThat(cache.statistics().stale()).isEqualTo(1);
        }

        @Test
        void staleAnswerShouldCountOnceHoweverOftenARequestIsTried() {
            ask("alice", ALICE);
            ticker.advance(Duration.ofSeconds(121));
            answer = LookupResult.unavailable("down");
            NonBlockingLookups lookups = new NonBlockingLookups(
                    new CachingMailStore(new OfTheStore().new EmptyStore(), 100, Duration.ZERO, ticker),
                    cache,
                    Runnable::run,
                    ticker);
            lookups.begin(Duration.ofSeconds(10));

            for (int i = 0; i < 3; i++) {
                assertThat(lookups.provider().findByLogin("alice")).isEqualTo(ALICE);
                lookups.again();
            }

            assertThat(cache.statistics().stale()).isEqualTo(1);
        }

        @Test
        void questionsShouldCountAsWithheldWhenTheBreakerIsOpen() {
            for (int i = 0; i < 5; i++) {
                ask("user" + i, LookupResult.unavailable("down"));
            }

            ProviderStatistics statistics = cache.statistics();

            assertThat(statistics.breakerOpen()).isTrue();
            assertThat(statistics.breakerOpened()).isEqualTo(1);
            assertThat(statistics.unavailable()).isEqualTo(3);
            assertThat(statistics.withheld()).isEqualTo(2);
        }
    }

    @Nested
    class OfTheStore {

        private long generation = 7;
        private boolean failing;
        private final CachingMailStore cache =
                new CachingMailStore(new EmptyStore(), 100, Duration.ofSeconds(1), ticker);

        private final class EmptyStore implements MailStore {

            @Override
            public boolean isLocalDomain(MailDomain domain) {
                return false;
            }

            @Override
            public Optional<MailDomain> firstLocalDomain() {
                return Optional.empty();
            }

            @Override
            public Optional<Alias> findAlias(EmailAddress address) {
                return Optional.empty();
            }

            @Override
            public Optional<Alias> findCatchAll(MailDomain domain) {
                return Optional.empty();
            }

            @Override
            public List<String> findAppsBySender(EmailAddress sender) {
                return List.of();
            }

            @Override
            public Optional<App> findApp(String id) {
                return Optional.empty();
            }

            @Override
            public long generation() {
                if (failing) {
                    throw new StoreException("locked");
                }
                return generation;
            }

            @Override
            public void close() {}
        }

        private final EmailAddress address = EmailAddress.parse("a@d1.test").orElseThrow();

        private void askEverything(MailStore store) {
            store.isLocalDomain(address.domain());
            store.firstLocalDomain();
            store.findAlias(address);
            store.findApp("app");
        }

        @Test
        void answersFromMemoryShouldCountAsHitsAndTheOthersAsMisses() {
            askEverything(cache);
            askEverything(cache);
            askEverything(cache);

            assertThat(cache.statistics().misses()).isEqualTo(4);
            assertThat(cache.statistics().hits()).isEqualTo(8);
        }

        @Test
        void answersShouldCountTheSameThroughNonBlockingLookups() {
            NonBlockingLookups lookups = new NonBlockingLookups(
                    cache,
                    new CachingIdentityProvider(
                            new OfTheProvider().new SlowProvider(), CacheSettings.defaults(), Runnable::run, ticker),
                    Runnable::run,
                    ticker);
            for (int request = 0; request < 3; request++) {
                lookups.begin(Duration.ofSeconds(10));
                askEverything(lookups.store());
            }

            assertThat(cache.statistics().misses()).isEqualTo(4);
            assertThat(cache.statistics().hits()).isEqualTo(8);
        }

        @Test
        void generationAndItsChangesShouldBeTold() {
            cache.refresh();
            generation = 9;
            cache.refresh();
            cache.refresh();

            assertThat(cache.statistics().generation()).isEqualTo(9);
            assertThat(cache.statistics().changes()).isEqualTo(1);
        }

        @Test
        void failedChecksShouldBeCountedAndTheLastGoodOneGrowOld() {
            ticker.advance(Duration.ofMillis(250));
            cache.refresh();
            failing = true;
            ticker.advance(Duration.ofMillis(250));
            assertThatThrownBy(cache::refresh).isInstanceOf(StoreException.class);
            ticker.advance(Duration.ofMillis(250));

            assertThat(cache.statistics().failedChecks()).isEqualTo(1);
            assertThat(cache.statistics().sinceCheck()).isEqualTo(Duration.ofMillis(500));
        }
    }
}
