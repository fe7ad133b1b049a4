package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

class CachingIdentityProviderTest {

    private static final Duration FOUND = Duration.ofSeconds(120);
    private static final Duration NOT_FOUND = Duration.ofSeconds(30);
    private static final Duration STALE = Duration.ofHours(1);
    private static final LookupResult ALICE = LookupResult.found(Account.builder("1", "alice")
            .primaryAddress(EmailAddress.parse("alice@d1.test"))
            .build());

    private final ManualTicker ticker = new ManualTicker();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CachingIdentityProvider cache = cache(Runnable::run, Duration.ofSeconds(10));

    private CachingIdentityProvider cache(Executor executor, Duration deadline) {
        return cache(executor, deadline, STALE);
    }

    private CachingIdentityProvider cache(Executor executor, Duration deadline, Duration stale) {
        return new CachingIdentityProvider(
                provider,
                new CacheSettings(FOUND, NOT_FOUND, stale, 100, Duration.ofMillis(1), deadline),
                executor,
                ticker);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void foundAnswerShouldServeWithoutAskingForItsTtl() {
        provider.answer = ALICE;
        cache.findByLogin("alice");
        ticker.advance(Duration.ofSeconds(90));

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
        assertThat(provider.asked.get()).isEqualTo(1);
    }

    @Test
    void othersShouldBeAskedForWhenOneAccountIsUnclearAgainAndAgain() {
        provider.answer = LookupResult.unclear("2 entries have this login");
        for (int i = 0; i < 10; i++) {
            assertThat(cache.findByLogin("twin")).isEqualTo(provider.answer);
        }
        provider.answer = ALICE;

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
        assertThat(cache.statistics().breakerOpened()).isZero();
    }

    @Test
    void olderAnswerShouldNotServeWhenTheNewOneIsUnclear() {
        provider.answer = ALICE;
        cache.findByLogin("alice");
        ticker.advance(FOUND);
        provider.answer = LookupResult.unclear("2 entries have this login");

        assertThat(cache.findByLogin("alice")).isEqualTo(provider.answer);
    }

    @Test
    void foundAnswerShouldAgeFromItsQuestionWhenTheCacheIsOlder() {
        provider.answer = ALICE;
        ticker.advance(FOUND.multipliedBy(2));
        cache.findByLogin("alice");
        ticker.advance(Duration.ofSeconds(90));

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
        assertThat(provider.asked.get()).isEqualTo(1);
    }

    @Test
    void foundAnswerShouldBeRenewedAheadOfItsExpiry() {
        provider.answer = ALICE;
        cache.findByLogin("alice");
        ticker.advance(Duration.ofSeconds(100));
        provider.answer = LookupResult.notFound();

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
        assertThat(cache.findByLogin("alice")).isEqualTo(LookupResult.notFound());
    }

    @Test
    void notFoundAnswerShouldHaveATtlOfItsOwn() {
        cache.findByLogin("nobody");
        ticker.advance(NOT_FOUND);
        provider.answer = ALICE;

        assertThat(cache.findByLogin("nobody")).isEqualTo(ALICE);
    }

    @Test
    void unavailableAnswerShouldNeverBeKept() {
        provider.answer = LookupResult.unavailable("down");
        cache.findByLogin("alice");
        provider.answer = ALICE;

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
    }

    @Test
    void foundAnswerShouldServeForTheStaleTtlWhenTheProviderIsDown() {
        provider.answer = ALICE;
        cache.findByLogin("alice");
        provider.answer = LookupResult.unavailable("down");

        ticker.advance(FOUND.plus(STALE).minusSeconds(1));
        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(cache.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @Test
    void foundAnswerShouldServeNoLongerThanItsTtlWhenStalenessIsSwitchedOff() {
        CachingIdentityProvider strict = cache(Runnable::run, Duration.ofSeconds(10), Duration.ZERO);
        provider.answer = ALICE;
        strict.findByLogin("alice");
        provider.answer = LookupResult.unavailable("down");
        ticker.advance(FOUND);

        assertThat(strict.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @Test
    void foundAnswerShouldServeWhenItIsStaleAndTheProviderIsSlow() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        AtomicBoolean hanging = new AtomicBoolean();
        CachingIdentityProvider slow = cache(
                task -> {
                    if (hanging.get()) {
                        tasks.add(task);
                    } else {
                        task.run();
                    }
                },
                Duration.ofHours(1));
        provider.answer = ALICE;
        slow.findByLogin("alice");
        hanging.set(true);
        ticker.advance(FOUND);

        assertThat(slow.findByLogin("alice")).isEqualTo(ALICE);
        assertThat(tasks).as("the look-up and the probe").hasSize(2);
    }

    @Test
    void providerShouldBeLeftAloneAfterThreeOutagesAndAskedItsOwnQuestionAfterThePause() {
        provider.answer = LookupResult.unavailable("down");
        for (int i = 0; i < 10; i++) {
            assertThat(cache.findByLogin("user" + i)).isInstanceOf(LookupResult.Unavailable.class);
        }
        assertThat(provider.asked.get()).isEqualTo(3);

        ticker.advance(Duration.ofSeconds(1));
        int probed = provider.probed.get();
        cache.findByLogin("one");
        cache.findByLogin("another");

        assertThat(provider.asked.get()).as("no client's question").isEqualTo(3);
        assertThat(provider.probed.get() - probed).isEqualTo(1);
    }

    @Test
    void providerShouldBeAskedForEverythingAgainAfterOneAnswer() {
        provider.answer = LookupResult.unavailable("down");
        for (int i = 0; i < 10; i++) {
            cache.findByLogin("user" + i);
        }
        ticker.advance(Duration.ofSeconds(1));
        provider.answer = ALICE;

        assertThat(cache.findByLogin("alice")).isEqualTo(ALICE);
        assertThat(cache.findByLogin("user1")).isEqualTo(ALICE);
    }

    @Test
    void lookUpsOfOneRequestShouldWaitNoLongerThanItsBudgetTogether() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CachingIdentityProvider slow = cache(tasks::add, Duration.ofHours(1));
        IdentityProvider request = slow.within(Duration.ofMillis(1));

        assertThat(request.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
        ticker.advance(Duration.ofMillis(1));
        assertThat(request.findByLogin("bob")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @Test
    void lookUpShouldWaitForItsAnswerWithinTheBudget() {
        CachingIdentityProvider shared = cache(threads, Duration.ofSeconds(10));
        provider.answer = ALICE;

        assertThat(shared.within(Duration.ofSeconds(10)).findByLogin("alice")).isEqualTo(ALICE);
    }

    @Test
    void notFoundAnswerShouldNeverServeWhenItIsStale() {
        cache.findByLogin("alice");
        provider.answer = LookupResult.unavailable("down");
        ticker.advance(NOT_FOUND);

        assertThat(cache.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @Test
    void changeShouldTakeEffectAtOnceStaleAnswersIncluded() {
        provider.answer = ALICE;
        cache.findByLogin("alice");

        provider.listener.everythingMayHaveChanged();
        provider.answer = LookupResult.unavailable("down");

        assertThat(cache.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
    }

    @Test
    void answerShouldNotBeKeptWhenTheChangeCameWhileItWasUnderWay() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CachingIdentityProvider slow = cache(tasks::add, Duration.ofMillis(1));
        slow.findByLogin("alice");
        provider.answer = ALICE;

        provider.listener.everythingMayHaveChanged();
        tasks.remove().run();
        provider.answer = LookupResult.notFound();
        slow.findByLogin("alice");
        tasks.remove().run();

        assertThat(slow.findByLogin("alice")).isEqualTo(LookupResult.notFound());
    }

    @Test
    void callerShouldGetUnavailableAtTheDeadlineAndTheLateAnswerShouldServeTheNext() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CachingIdentityProvider slow = cache(tasks::add, Duration.ofMillis(1));
        provider.answer = ALICE;

        assertThat(slow.findByLogin("alice")).isInstanceOf(LookupResult.Unavailable.class);
        tasks.remove().run();

        assertThat(slow.findByLogin("alice")).isEqualTo(ALICE);
        assertThat(provider.asked.get()).isEqualTo(1);
    }

    /** Many times, as it is a matter of microseconds. */
    @RepeatedTest(30)
    void providerShouldBeAskedOnceWhenManyThreadsWantOneKey() throws Exception {
        provider.answer = ALICE;
        provider.gate = new CountDownLatch(1);
        CachingIdentityProvider shared = cache(threads, Duration.ofSeconds(10));
        Queue<Future<LookupResult>> answers = new ArrayDeque<>();
        for (int i = 0; i < 50; i++) {
            answers.add(threads.submit(() -> shared.findByLogin("alice")));
        }

        provider.gate.countDown();

        for (Future<LookupResult> answer : answers) {
            assertThat(answer.get()).isEqualTo(ALICE);
        }
        assertThat(provider.asked.get()).isEqualTo(1);
    }

    @Test
    void addressAndLoginShouldBeDifferentQuestions() {
        provider.answer = ALICE;
        cache.findByLogin("alice@d1.test");
        cache.findByAddress(EmailAddress.parse("alice@d1.test").orElseThrow());

        assertThat(provider.asked.get()).isEqualTo(2);
    }

    @Test
    void providerShouldBeClosedWithTheCache() {
        cache.close();

        assertThat(provider.closed.get()).isTrue();
    }
}
