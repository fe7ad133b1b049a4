package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;

/** What one client's questions may do to the answers of others. */
class OutageOrUnclearTest {

    private static final Duration TTL = Duration.ofSeconds(120);
    private static final LookupResult ALICE = LookupResult.found(Account.builder("1", "alice")
            .primaryAddress(EmailAddress.parse("alice@d1.test"))
            .build());

    private final ManualTicker ticker = new ManualTicker();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final CachingIdentityProvider cache = cache(LookupThreads.all(Runnable::run), 100);

    private CachingIdentityProvider cache(LookupThreads threads, long entries) {
        CacheSettings settings = new CacheSettings(
                TTL, Duration.ofSeconds(30), Duration.ofHours(1), entries, Duration.ofMillis(1), Duration.ofSeconds(8));
        return new CachingIdentityProvider(provider, settings, threads, ticker, Optional.empty());
    }

    private void makeAliceStale(CachingIdentityProvider cached) {
        provider.answer = ALICE;
        cached.findByLogin("alice");
        ticker.advance(TTL);
    }

    private void failWhileTheProbePasses() {
        provider.answer = LookupResult.unavailable("HTTP status 503");
        provider.probe = Optional.of(Probe.passed());
    }

    @Test
    void breakerShouldStayClosedWhenLookUpsFailAgainAndAgainAndTheProbePasses() {
        failWhileTheProbePasses();
        for (int i = 0; i < 1_000; i++) {
            assertThat(cache.findByLogin("union.select" + i).isUnclear()).isTrue();
        }
        provider.answer = ALICE;

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
        assertThat(cache.statistics().breakerOpened()).isZero();
    }

    @Test
    void probesShouldBeSharedWhenManyLookUpsFail() {
        failWhileTheProbePasses();
        for (int i = 0; i < 1_000; i++) {
            cache.findByLogin("union.select" + i);
        }

        assertThat(provider.probed.get()).isEqualTo(1);
    }

    @Test
    void staleAnswerShouldNotServeWhenTheLookUpFailsAndTheProbePasses() {
        makeAliceStale(cache);
        failWhileTheProbePasses();

        assertThat(cache.findByLogin("alice").isUnclear()).isTrue();
    }

    @Test
    void staleAnswerShouldServeWhenLookUpAndProbeFail() {
        makeAliceStale(cache);
        provider.answer = LookupResult.unavailable("HTTP status 503");

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
    }

    @Test
    void staleAnswerShouldServeWhenAnOutageBeginsRightAfterAProbeThatPassed() {
        makeAliceStale(cache);
        failWhileTheProbePasses();
        assertThat(cache.findByLogin("union.select").isUnclear()).isTrue();
        provider.probe = Optional.of(Probe.failed("HTTP status 503"));
        ticker.advance(Duration.ofNanos(1));

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
    }

    @Test
    void staleAnswerShouldServeAndTheBreakerStayClosedWhenASourceBehindTheProviderIsOut() {
        makeAliceStale(cache);
        provider.answer = LookupResult.sourceOut("the directory of this account is down");
        for (int i = 0; i < 10; i++) {
            assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
        }

        assertThat(cache.statistics().breakerOpened()).isZero();
    }

    @Test
    void staleAnswerShouldNotServeInAnOutageAfterTheAccountBecameUnclear() {
        makeAliceStale(cache);
        provider.answer = LookupResult.unclear("2 entries have this login");
        cache.findByLogin("alice");
        provider.answer = LookupResult.unavailable("HTTP status 503");

        assertThat(cache.findByLogin("alice").isFound()).isFalse();
    }

    @Test
    void lookUpOfAGroupShouldBeUnclearWhenTheProbePasses() {
        ScriptedGroups groups = new ScriptedGroups();
        try (CachingIdentityProvider cached =
                new CachingIdentityProvider(groups, CacheSettings.defaults(), Runnable::run, ticker)) {
            GroupLookup answer =
                    cached.findGroupByAddress(EmailAddress.parse("team@d1.test").orElseThrow());

            assertThat(answer.isUnclear()).isTrue();
        }
    }

    /** Its groups fail, its accounts do not. */
    private static final class ScriptedGroups implements IdentityProvider {
        @Override
        public LookupResult findByLogin(String loginName) {
            return LookupResult.notFound();
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return LookupResult.notFound();
        }

        @Override
        public Optional<GroupDirectory> groups() {
            return Optional.of(address -> GroupLookup.unavailable("HTTP status 500"));
        }

        @Override
        public void close() {}
    }

    @Test
    void breakerShouldCloseOnlyWhenTheProbePasses() {
        provider.answer = LookupResult.unavailable("down");
        for (int i = 0; i < 3; i++) {
            cache.findByLogin("user" + i);
        }
        provider.answer = ALICE;
        provider.probe = Optional.of(Probe.failed("still down"));
        ticker.advance(Duration.ofSeconds(1));
        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.unavailable("still down"));

        provider.probe = Optional.of(Probe.passed());
        ticker.advance(Duration.ofSeconds(4));

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
    }

    @Test
    void lookUpShouldBeUnclearWhenThereIsNoThreadForIt() {
        LookupThreads full = new LookupThreads(Runnable::run, OutageOrUnclearTest::refuse, Runnable::run);
        provider.probe = Optional.of(Probe.passed());

        LookupResult answer =
                cache(full, 100).findByAddress(EmailAddress.parse("x@d1.test").orElseThrow());

        assertThat(answer.isUnclear()).isTrue();
    }

    private static void refuse(Runnable task) {
        throw new RejectedExecutionException("full");
    }

    @Test
    void knownAccountsShouldBeAnsweredWhenTheThreadsForOthersAreAllTaken() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        CachingIdentityProvider shared = cache(new LookupThreads(Runnable::run, waiting::add, Runnable::run), 100);
        EmailAddress address = EmailAddress.parse("alice@d1.test").orElseThrow();
        provider.answer = ALICE;
        shared.within(Duration.ofNanos(1)).findByAddress(address);
        waiting.remove().run();
        ticker.advance(TTL);

        assertThat(shared.findByAddress(address)).isEqualTo(ALICE);
        assertThat(shared.findByLogin("somebody")).isEqualTo(ALICE);
        assertThat(waiting).isEmpty();
    }

    @Test
    void accountsShouldStayInMemoryWhenStrangersAskForManyAddresses() {
        CachingIdentityProvider small = cache(LookupThreads.all(Runnable::run), 100);
        provider.answer = ALICE;
        for (int i = 0; i < 50; i++) {
            small.findByLogin("alice" + i);
        }
        provider.answer = LookupResult.notFound();
        for (int i = 0; i < 10_000; i++) {
            small.findByLogin("nobody" + i);
        }
        int asked = provider.asked.get();
        for (int i = 0; i < 50; i++) {
            assertThat(small.findByLogin("alice" + i)).isEqualTo(ALICE);
        }

        assertThat(provider.asked.get()).isEqualTo(asked);
    }
}
