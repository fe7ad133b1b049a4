package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/** What a provider's reports do to the cache in front of it. */
class ChangeFeedTest {

    private static final Duration FOUND = Duration.ofSeconds(120);
    private static final Duration NOT_FOUND = Duration.ofSeconds(30);
    private static final Duration STALE = Duration.ofHours(1);
    private static final Identity ALICE = identity("1", "alice");
    private static final Identity BOB = identity("2", "bob");

    private final ManualTicker ticker = new ManualTicker();
    private final Directory directory = new Directory(ALICE, BOB);
    private final CachingIdentityProvider cache = cache(Runnable::run);

    private CachingIdentityProvider cache(Executor executor) {
        return new CachingIdentityProvider(
                directory,
                new CacheSettings(FOUND, NOT_FOUND, STALE, 1000, Duration.ofMillis(1), Duration.ofMillis(1)),
                executor,
                ticker);
    }

    private static Identity identity(String id, String login, String... aliases) {
        Set<EmailAddress> addresses =
                Set.copyOf(Stream.of(aliases).map(ChangeFeedTest::address).toList());
        return new Identity(
                id, login, Optional.of(address(login + "@d1.test")), addresses, AccountState.ACTIVE, Set.of());
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    /** Asks, and forgets that it did. */
    private void remember(String... logins) {
        Stream.of(logins).forEach(cache::findByLogin);
        directory.asked.clear();
    }

    @Nested
    class OneIdentity {

        @Test
        void changeShouldTakeEffectOnAllAnswersThatHoldTheIdentity() {
            cache.findByLogin("alice");
            cache.findByLogin("ALICE");
            cache.findByAddress(address("alice@d1.test"));
            Identity blocked =
                    new Identity("1", "alice", ALICE.primaryAddress(), Set.of(), AccountState.SEND_BLOCKED, Set.of());

            directory.become(blocked);

            assertThat(cache.findByLogin("alice")).isEqualTo(Lookup.found(blocked));
            assertThat(cache.findByLogin("ALICE")).isEqualTo(Lookup.found(blocked));
            assertThat(cache.findByAddress(address("alice@d1.test"))).isEqualTo(Lookup.found(blocked));
        }

        @Test
        void changeShouldLeaveAnswersAboutOthers() {
            remember("bob");

            directory.become(identity("1", "alice", "a@d1.test"));
            cache.findByLogin("bob");

            assertThat(directory.asked).isEmpty();
        }

        @Test
        void answersThatFoundNobodyShouldBeForgottenWhenAnybodyChanges() {
            remember("carol");

            directory.become(identity("3", "carol"));

            assertThat(cache.findByLogin("carol")).isEqualTo(Lookup.found(identity("3", "carol")));
        }

        @Test
        void addressShouldGetItsSecondOwner() {
            cache.findByAddress(address("bob@d1.test"));
            Identity both = identity("1", "alice", "bob@d1.test");

            directory.become(both);

            assertThat(cache.findByAddress(address("bob@d1.test"))).isEqualTo(Lookup.of(List.of(both, BOB)));
        }

        @Test
        void nameShouldBeAskedForAgainWhenItIsAnotherOnesWhateverItsCase() {
            cache.findByLogin("BOB");
            Identity takesTheName = identity("1", "bob");

            directory.become(takesTheName);

            assertThat(cache.findByLogin("BOB")).isEqualTo(Lookup.of(List.of(takesTheName, BOB)));
        }

        @Test
        void goneIdentityShouldNotServeStaleInAnOutage() {
            remember("alice", "bob");

            directory.lose("1");
            directory.down = true;
            ticker.advance(FOUND);

            assertThat(cache.findByLogin("alice")).isInstanceOf(Lookup.Unavailable.class);
            assertThat(cache.findByLogin("bob")).isEqualTo(Lookup.found(BOB));
        }

        @Test
        void answerUnderWayShouldNeitherBeKeptNorJoinedWhenAnybodyChanges() {
            Queue<Runnable> calls = new ArrayDeque<>();
            CachingIdentityProvider slow = cache(calls::add);
            slow.findByLogin("alice");

            directory.tell(IdentityChange.gone("7"));
            slow.findByLogin("alice");
            assertThat(calls).hasSize(2);
            calls.remove().run();

            slow.findByLogin("alice");
            assertThat(calls).hasSize(1);
            calls.remove().run();
            assertThat(slow.findByLogin("alice")).isEqualTo(Lookup.found(ALICE));
        }

        @Test
        void listenerOfTheCacheShouldBeToldAfterTheAnswersAreForgotten() {
            remember("alice");
            List<Lookup> seen = new ArrayList<>();
            cache.onChange(new ChangeListener() {
                @Override
                public void everythingMayHaveChanged() {}

                @Override
                public void identityChanged(IdentityChange change) {
                    seen.add(cache.findByLogin("alice"));
                }
            });

            directory.lose("1");

            assertThat(seen).containsExactly(Lookup.notFound());
        }

        @Test
        void changeShouldMeanEverythingToAListenerThatKnowsOfNothingElse() {
            List<String> told = new ArrayList<>();
            ChangeListener old = () -> told.add("everything");

            old.identityChanged(IdentityChange.gone("1"));
            old.groupsChanged();
            old.feedLive();
            old.feedBroken("gone");

            assertThat(told).containsExactly("everything", "everything");
        }
    }

    @Nested
    class WhileTheFeedIsLive {

        @Test
        void answersShouldNeedNoTtl() {
            directory.listener.feedLive();
            remember("alice", "nobody");

            ticker.advance(Duration.ofDays(400));

            assertThat(cache.findByLogin("alice")).isEqualTo(Lookup.found(ALICE));
            assertThat(cache.findByLogin("nobody")).isEqualTo(Lookup.notFound());
            assertThat(directory.asked).isEmpty();
        }

        @Test
        void answersFromBeforeShouldKeepTheirTtl() {
            remember("alice", "nobody");
            directory.listener.feedLive();

            ticker.advance(FOUND);
            cache.findByLogin("alice");
            cache.findByLogin("nobody");

            assertThat(directory.asked).containsExactly("alice", "nobody");
        }

        @Test
        void answerToAQuestionFromBeforeShouldKeepItsTtl() {
            Queue<Runnable> calls = new ArrayDeque<>();
            CachingIdentityProvider slow = cache(calls::add);
            slow.findByLogin("alice");

            directory.listener.feedLive();
            calls.remove().run();
            ticker.advance(FOUND);
            slow.findByLogin("alice");

            assertThat(calls).hasSize(1);
        }

        @Test
        void everyLookUpShouldAskWhenTheTtlIsZero() {
            CachingIdentityProvider without = new CachingIdentityProvider(
                    directory,
                    new CacheSettings(Duration.ZERO, Duration.ZERO, STALE, 9, Duration.ZERO, Duration.ofSeconds(1)),
                    Runnable::run,
                    ticker);
            directory.listener.feedLive();

            without.findByLogin("alice");
            without.findByLogin("alice");

            assertThat(directory.asked).hasSize(2);
        }

        @Test
        void onlyLoginsShouldAskWhenTheirTtlIsZeroAndServeInAnOutage() {
            CachingIdentityProvider strict = new CachingIdentityProvider(
                    directory,
                    new CacheSettings(FOUND, Duration.ZERO, NOT_FOUND, STALE, 9, Duration.ZERO, Duration.ofSeconds(1)),
                    Runnable::run,
                    ticker);
            directory.listener.feedLive();

            strict.findByLogin("alice");
            strict.findByLogin("alice");
            strict.findByAddress(address("alice@d1.test"));
            strict.findByAddress(address("alice@d1.test"));
            assertThat(directory.asked).containsExactly("alice", "alice", "alice@d1.test");

            directory.down = true;
            assertThat(strict.findByLogin("alice")).isEqualTo(Lookup.found(ALICE));
        }

        @Test
        void everythingShouldBeForgottenWhenEverythingMayHaveChanged() {
            directory.listener.feedLive();
            remember("alice");

            directory.listener.everythingMayHaveChanged();
            cache.findByLogin("alice");

            assertThat(directory.asked).containsExactly("alice");
        }
    }

    @Nested
    class WhenTheFeedBreaks {

        private void breakAfterADay() {
            directory.listener.feedLive();
            remember("alice", "nobody");
            ticker.advance(Duration.ofDays(1));
            directory.listener.feedBroken("the connection broke");
        }

        @Test
        void answersShouldServeForTheirTtlFromThatMoment() {
            breakAfterADay();

            ticker.advance(NOT_FOUND.minusNanos(1));
            assertThat(cache.findByLogin("nobody")).isEqualTo(Lookup.notFound());
            assertThat(cache.findByLogin("alice")).isEqualTo(Lookup.found(ALICE));
            assertThat(directory.asked).containsExactly("nobody"); // renewed ahead of its expiry

            ticker.advance(FOUND);
            cache.findByLogin("alice");
            assertThat(directory.asked).containsExactly("nobody", "alice");
        }

        @Test
        void foundAnswerShouldServeStaleFromThatMomentAndNoLonger() {
            breakAfterADay();
            directory.down = true;

            ticker.advance(FOUND.plus(STALE).minusNanos(1));
            assertThat(cache.findByLogin("alice")).isEqualTo(Lookup.found(ALICE));

            ticker.advance(Duration.ofNanos(1));
            assertThat(cache.findByLogin("alice")).isInstanceOf(Lookup.Unavailable.class);
        }

        @Test
        void answerThatFoundNobodyShouldNotServeStale() {
            breakAfterADay();
            directory.down = true;

            ticker.advance(NOT_FOUND);

            assertThat(cache.findByLogin("nobody")).isInstanceOf(Lookup.Unavailable.class);
        }

        @Test
        void answersOfTheFirstTimeShouldStayAsOldAsItsEndWhenTheFeedIsLiveAgain() {
            breakAfterADay();

            directory.listener.feedLive();
            ticker.advance(FOUND);
            cache.findByLogin("alice");

            assertThat(directory.asked).containsExactly("alice");
        }

        @Test
        void answersFromBeforeTheFeedShouldBeNoYoungerWhenItNeverCame() {
            remember("alice");

            ticker.advance(FOUND.minusNanos(1));
            directory.listener.feedBroken("no server");
            ticker.advance(Duration.ofNanos(1));
            cache.findByLogin("alice");

            assertThat(directory.asked).containsExactly("alice");
        }
    }

    @Nested
    class Statistics {

        @Test
        void changesAndTheStateOfTheFeedShouldBeTold() {
            directory.listener.feedBroken("not yet");
            directory.listener.feedLive();
            directory.listener.feedLive();
            directory.listener.identityChanged(IdentityChange.gone("1"));
            directory.listener.everythingMayHaveChanged();
            assertThat(cache.statistics().feedLive()).isTrue();

            directory.listener.feedBroken("gone");
            directory.listener.feedBroken("still gone");

            assertThat(cache.statistics().feedLive()).isFalse();
            assertThat(cache.statistics().changes()).isEqualTo(2);
            assertThat(cache.statistics().feedBreaks()).isEqualTo(1);
        }

        @Test
        void breakShouldBePassedOnOnce() {
            List<String> told = new ArrayList<>();
            cache.onChange(new ChangeListener() {
                @Override
                public void everythingMayHaveChanged() {}

                @Override
                public void feedLive() {
                    told.add("live");
                }

                @Override
                public void feedBroken(String reason) {
                    told.add(reason);
                }
            });

            directory.listener.feedLive();
            directory.listener.feedLive();
            directory.listener.feedBroken("first");
            directory.listener.feedBroken("second");

            assertThat(told).containsExactly("live", "first");
        }
    }

    /** Finds by names in any case. */
    private static final class Directory implements IdentityProvider {

        private final List<Identity> people;
        private final List<String> asked = new ArrayList<>();
        private ChangeListener listener = () -> {};
        private boolean down;

        Directory(Identity... people) {
            this.people = new ArrayList<>(List.of(people));
        }

        void become(Identity identity) {
            people.removeIf(other -> other.id().equals(identity.id()));
            people.add(0, identity);
            tell(IdentityChange.to(identity));
        }

        void lose(String id) {
            people.removeIf(other -> other.id().equals(id));
            tell(IdentityChange.gone(id));
        }

        void tell(IdentityChange change) {
            listener.identityChanged(change);
        }

        @Override
        public Lookup findByLogin(String loginName) {
            asked.add(loginName);
            return down
                    ? Lookup.unavailable("down")
                    : Lookup.of(people.stream()
                            .filter(identity -> identity.loginName().equalsIgnoreCase(loginName))
                            .toList());
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            asked.add(address.toString());
            return Lookup.of(
                    people.stream().filter(identity -> identity.owns(address)).toList());
        }

        @Override
        public void onChange(ChangeListener changes) {
            listener = changes;
        }

        @Override
        public void close() {}
    }
}
