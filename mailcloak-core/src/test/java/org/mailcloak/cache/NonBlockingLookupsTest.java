package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.TableProvider;
import org.mailcloak.decision.TableStore;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.Alias;
import org.mailcloak.store.StoreException;

class NonBlockingLookupsTest {

    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final MailDomain DOMAIN = MailDomain.parse("d1.test").orElseThrow();
    private static final EmailAddress SALES =
            EmailAddress.parse("sales@d1.test").orElseThrow();
    private static final CacheSettings SETTINGS = new CacheSettings(
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofDays(1),
            1_000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(8));

    private final ManualTicker ticker = new ManualTicker();
    private final TableProvider people = new TableProvider();
    private final TableStore mail = new TableStore();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private final CachingMailStore store = new CachingMailStore(mail, 100, Duration.ofSeconds(1), ticker);
    private final CachingIdentityProvider provider = new CachingIdentityProvider(people, SETTINGS, tasks::add, ticker);
    private final NonBlockingLookups lookups = new NonBlockingLookups(store, provider, reads::add, ticker);

    @BeforeEach
    void fill() {
        people.user("alice", AccountState.ACTIVE, "alice@d1.test");
        mail.domain("d1.test").alias("sales@d1.test", "alice");
        store.refresh();
        lookups.begin(BUDGET);
    }

    @Test
    void answerShouldBeKnownAtOnceWhenItIsInMemory() {
        findAlice();
        runAll(tasks);
        lookups.begin(BUDGET);

        assertThat(findAlice()).isInstanceOf(LookupResult.Found.class);
        assertThat(lookups.isWaiting()).isFalse();
        assertThat(tasks).isEmpty();
    }

    @Test
    void inquiryShouldWaitWhenTheProviderHasToBeAsked() {
        assertThat(findAlice()).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(lookups.isWaiting()).isTrue();

        runAll(tasks);
        lookups.again();

        assertThat(findAlice()).isInstanceOf(LookupResult.Found.class);
        assertThat(lookups.isWaiting()).isFalse();
    }

    @Test
    void progressShouldBeToldAtOnceWhenTheAnswerCameSinceTheTry() {
        AtomicInteger told = new AtomicInteger();
        findAlice();
        runAll(tasks);

        lookups.onProgress(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    void progressShouldBeToldAtOnceWhenOneOfTwoAnswersCameSinceTheTry() {
        AtomicInteger told = new AtomicInteger();
        findAlice();
        lookups.provider().findByLogin("bob");
        tasks.remove().run();

        lookups.onProgress(told::incrementAndGet);
        assertThat(told).hasValue(1);

        runAll(tasks);
        assertThat(told).hasValue(1);
    }

    @Test
    void progressShouldComeWithTheLastAnswerWhenManyAreMissing() {
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            lookups.provider().findByLogin("user" + i);
        }
        lookups.onProgress(told::incrementAndGet);

        while (tasks.size() > 1) {
            tasks.remove().run();
        }
        assertThat(told).hasValue(0);

        runAll(tasks);
        assertThat(told).hasValue(1);
        assertThat(lookups.asked()).isEqualTo(1_000);
        lookups.end();
        assertThat(lookups.asked()).isZero();
    }

    @Test
    void progressShouldBeToldAtOnceWhenTheStoreWasReadSinceTheTry() {
        AtomicInteger told = new AtomicInteger();
        assertThatThrownBy(() -> lookups.store().findAlias(SALES)).isInstanceOf(PendingLookupException.class);
        runAll(reads);

        lookups.onProgress(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    void providerShouldBeAskedOnceHoweverOftenTheRequestIsTried() {
        for (int tries = 0; tries < 5; tries++) {
            lookups.again();
            findAlice();
        }

        assertThat(tasks).hasSize(1);
    }

    @Test
    void unavailableAnswerShouldEndTheWaitAndStandForTheWholeRequest() {
        people.down();
        findAlice();
        runAll(tasks);
        lookups.again();

        assertThat(findAlice()).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(lookups.isWaiting()).isFalse();
        assertThat(tasks).isEmpty();
    }

    @Test
    void answerShouldBeUnavailableWhenTheProviderTakesLongerThanItsDeadline() {
        findAlice();
        assertThat(lookups.dueAt() - ticker.read())
                .isEqualTo(Duration.ofSeconds(8).toNanos());

        ticker.advance(Duration.ofSeconds(8));
        lookups.again();

        assertThat(findAlice()).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(lookups.isWaiting()).isFalse();
    }

    @Test
    void secondQuestionShouldBeUnavailableWhenTheBudgetIsUsedUp() {
        ticker.advance(BUDGET);

        assertThat(lookups.provider().findByLogin("bob")).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(lookups.isWaiting()).isFalse();
    }

    @Test
    void staleAnswerShouldServeWhenTheProviderIsSlow() {
        makeAliceStale();
        assertThat(findAlice()).isInstanceOf(LookupResult.Unavailable.class);
        advanceToDue(Duration.ofMillis(500));
        assertThat(findAlice()).isInstanceOf(LookupResult.Unavailable.class);

        advanceToDue(Duration.ofMillis(500));

        assertThat(findAlice()).isInstanceOf(LookupResult.Found.class);
        assertThat(lookups.isWaiting()).isFalse();
    }

    @Test
    void staleAnswerShouldNotServeWhenOnlyThisLookUpIsSlow() {
        makeAliceStale();
        findAlice();
        Runnable slow = tasks.remove();
        advanceToDue(Duration.ofMillis(500));
        findAlice();
        runAll(tasks);

        advanceToDue(Duration.ofMillis(500));

        assertThat(findAlice()).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(lookups.isWaiting()).as("until the deadline").isTrue();
        slow.run();
        assertThat(findAlice()).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void endOfTheWaitShouldBeUnclearWhenNoOutageIsKnown() {
        findAlice();
        ticker.advance(BUDGET);
        lookups.again();

        assertThat(findAlice().isUnclear()).isTrue();
    }

    private void advanceToDue(Duration expected) {
        assertThat(lookups.dueAt() - ticker.read()).isEqualTo(expected.toNanos());
        ticker.advance(expected);
        lookups.again();
    }

    @Test
    void staleAnswerShouldServeAtOnceWhenAnotherRequestHasWaitedForTheSameCallAlready() {
        makeAliceStale();
        findAlice();
        advanceToDue(Duration.ofMillis(500));
        findAlice();
        ticker.advance(Duration.ofMillis(500));

        NonBlockingLookups other = new NonBlockingLookups(store, provider, reads::add, ticker);
        other.begin(BUDGET);

        assertThat(other.provider().findByLogin("alice")).isInstanceOf(LookupResult.Found.class);
        assertThat(other.isWaiting()).isFalse();
    }

    @Test
    void inquiryShouldWaitWhenTheStoreHasToBeRead() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        assertThat(lookups.isWaiting()).isTrue();

        runAll(reads);
        lookups.again();

        assertThat(findSales()).hasValue("alice");
        assertThat(lookups.isWaiting()).isFalse();
    }

    @Test
    void whatWasReadShouldServeTheRequestAlsoWhenTheStoreChangesMeanwhile() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        runAll(reads);
        mail.domain("d2.test");
        store.refresh();
        lookups.again();

        assertThat(findSales()).hasValue("alice");
        assertThat(reads).isEmpty();
    }

    @Test
    void nextRequestShouldSeeTheChange() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        runAll(reads);
        mail.alias("sales@d1.test", "bob");
        store.refresh();
        lookups.begin(BUDGET);
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        runAll(reads);
        lookups.again();

        assertThat(findSales()).hasValue("bob");
    }

    @Test
    void memoryShouldNotBeBelievedWhenItWasNotCheckedLately() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        runAll(reads);
        ticker.advance(Duration.ofSeconds(2));
        lookups.begin(BUDGET);

        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        assertThat(lookups.isWaiting()).isTrue();
    }

    @Test
    void failureOfTheStoreShouldBeTheAnswer() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        mail.failing();
        runAll(reads);
        lookups.again();

        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class).hasMessage("disk I/O error");
        assertThat(lookups.isWaiting()).isFalse();
    }

    @Test
    void storeShouldHaveFailedWhenItIsNotReadWithinTheBudget() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        ticker.advance(BUDGET);
        lookups.again();

        assertThatThrownBy(this::findSales).hasMessageContaining("did not answer in the time left");
        assertThat(lookups.isWaiting()).isFalse();
    }

    @Test
    void storeShouldHaveFailedWhenItsReadersRefuse() {
        NonBlockingLookups refused = new NonBlockingLookups(
                store,
                provider,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                ticker);
        refused.begin(BUDGET);

        assertThatThrownBy(() -> refused.store().isLocalDomain(DOMAIN)).hasMessageContaining("too many look-ups");
        assertThat(refused.isWaiting()).isFalse();
    }

    @Test
    void progressShouldBeToldOnceWhenTheFirstAnswerComes() {
        AtomicInteger told = new AtomicInteger();
        findAlice();
        lookups.provider().findByLogin("bob");
        lookups.onProgress(told::incrementAndGet);
        assertThat(told).hasValue(0);

        runAll(tasks);

        assertThat(told).hasValue(1);
    }

    @Test
    void everyPartOfTheStoreShouldBeReadInTheBackground() {
        settle(() -> lookups.store().isLocalDomain(DOMAIN));
        settle(() -> lookups.store().firstLocalDomain());
        settle(() -> lookups.store().findApp("app1"));
        settle(this::findSales);

        lookups.begin(BUDGET);
        assertThat(lookups.store().isLocalDomain(DOMAIN)).isTrue();
        assertThat(lookups.store().firstLocalDomain()).hasValue(DOMAIN);
        assertThat(lookups.store().findApp("app1")).isEmpty();
        assertThat(lookups.store().generation()).isEqualTo(mail.generation());
        assertThat(reads).isEmpty();
    }

    private void settle(Runnable look) {
        assertThatThrownBy(look::run).isInstanceOf(StoreException.class);
        runAll(reads);
    }

    private void makeAliceStale() {
        findAlice();
        runAll(tasks);
        ticker.advance(Duration.ofMinutes(3));
        lookups.begin(BUDGET);
    }

    private LookupResult findAlice() {
        return lookups.provider().findByLogin("alice");
    }

    private Optional<String> findSales() {
        return lookups.store().findAlias(SALES).map(Alias::login);
    }

    private static void runAll(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
