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
import org.mailcloak.idp.Lookup;
import org.mailcloak.store.Alias;
import org.mailcloak.store.StoreException;

class InquiryTest {

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
    private final Queue<Runnable> lookups = new ArrayDeque<>();
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private final CachingMailStore store = new CachingMailStore(mail, 100, Duration.ofSeconds(1), ticker);
    private final CachingIdentityProvider provider =
            new CachingIdentityProvider(people, SETTINGS, lookups::add, ticker);
    private final Inquiry inquiry = new Inquiry(store, provider, reads::add, ticker);

    @BeforeEach
    void fill() {
        people.user("alice", AccountState.ACTIVE, "alice@d1.test");
        mail.domain("d1.test").alias("sales@d1.test", "alice");
        store.refresh();
        inquiry.begin(BUDGET);
    }

    @Test
    void answerShouldBeKnownAtOnceWhenItIsInMemory() {
        findAlice();
        runAll(lookups);
        inquiry.begin(BUDGET);

        assertThat(findAlice()).isInstanceOf(Lookup.Found.class);
        assertThat(inquiry.isWaiting()).isFalse();
        assertThat(lookups).isEmpty();
    }

    @Test
    void inquiryShouldWaitWhenTheProviderHasToBeAsked() {
        assertThat(findAlice()).isInstanceOf(Lookup.Unavailable.class);
        assertThat(inquiry.isWaiting()).isTrue();

        runAll(lookups);
        inquiry.again();

        assertThat(findAlice()).isInstanceOf(Lookup.Found.class);
        assertThat(inquiry.isWaiting()).isFalse();
    }

    @Test
    void progressShouldBeToldAtOnceWhenTheAnswerCameSinceTheTry() {
        AtomicInteger told = new AtomicInteger();
        findAlice();
        runAll(lookups);

        inquiry.onProgress(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    void progressShouldBeToldAtOnceWhenOneOfTwoAnswersCameSinceTheTry() {
        AtomicInteger told = new AtomicInteger();
        findAlice();
        inquiry.provider().findByLogin("bob");
        lookups.remove().run();

        inquiry.onProgress(told::incrementAndGet);
        assertThat(told).hasValue(1);

        runAll(lookups);
        assertThat(told).hasValue(1);
    }

    @Test
    void progressShouldBeToldAtOnceWhenTheStoreWasReadSinceTheTry() {
        AtomicInteger told = new AtomicInteger();
        assertThatThrownBy(() -> inquiry.store().findAlias(SALES)).isInstanceOf(NotKnownYetException.class);
        runAll(reads);

        inquiry.onProgress(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    void providerShouldBeAskedOnceHoweverOftenTheRequestIsTried() {
        for (int tries = 0; tries < 5; tries++) {
            inquiry.again();
            findAlice();
        }

        assertThat(lookups).hasSize(1);
    }

    @Test
    void unavailableAnswerShouldEndTheWaitAndStandForTheWholeRequest() {
        people.down();
        findAlice();
        runAll(lookups);
        inquiry.again();

        assertThat(findAlice()).isInstanceOf(Lookup.Unavailable.class);
        assertThat(inquiry.isWaiting()).isFalse();
        assertThat(lookups).isEmpty();
    }

    @Test
    void answerShouldBeUnavailableWhenTheProviderTakesLongerThanItsDeadline() {
        findAlice();
        assertThat(inquiry.dueAt() - ticker.read())
                .isEqualTo(Duration.ofSeconds(8).toNanos());

        ticker.advance(Duration.ofSeconds(8));
        inquiry.again();

        assertThat(findAlice()).isInstanceOf(Lookup.Unavailable.class);
        assertThat(inquiry.isWaiting()).isFalse();
    }

    @Test
    void secondQuestionShouldBeUnavailableWhenTheBudgetIsUsedUp() {
        ticker.advance(BUDGET);

        assertThat(inquiry.provider().findByLogin("bob")).isInstanceOf(Lookup.Unavailable.class);
        assertThat(inquiry.isWaiting()).isFalse();
    }

    @Test
    void staleAnswerShouldServeWhenTheProviderIsSlow() {
        makeAliceStale();
        assertThat(findAlice()).isInstanceOf(Lookup.Unavailable.class);
        assertThat(inquiry.dueAt() - ticker.read())
                .isEqualTo(Duration.ofSeconds(1).toNanos());

        ticker.advance(Duration.ofSeconds(1));
        inquiry.again();

        assertThat(findAlice()).isInstanceOf(Lookup.Found.class);
        assertThat(inquiry.isWaiting()).isFalse();
    }

    @Test
    void staleAnswerShouldServeAtOnceWhenAnotherRequestHasWaitedForTheSameCallAlready() {
        makeAliceStale();
        findAlice();
        ticker.advance(Duration.ofSeconds(1));

        Inquiry other = new Inquiry(store, provider, reads::add, ticker);
        other.begin(BUDGET);

        assertThat(other.provider().findByLogin("alice")).isInstanceOf(Lookup.Found.class);
        assertThat(other.isWaiting()).isFalse();
    }

    @Test
    void inquiryShouldWaitWhenTheStoreHasToBeRead() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        assertThat(inquiry.isWaiting()).isTrue();

        runAll(reads);
        inquiry.again();

        assertThat(findSales()).hasValue("alice");
        assertThat(inquiry.isWaiting()).isFalse();
    }

    @Test
    void whatWasReadShouldServeTheRequestAlsoWhenTheStoreChangesMeanwhile() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        runAll(reads);
        mail.domain("d2.test");
        store.refresh();
        inquiry.again();

        assertThat(findSales()).hasValue("alice");
        assertThat(reads).isEmpty();
    }

    @Test
    void nextRequestShouldSeeTheChange() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        runAll(reads);
        mail.alias("sales@d1.test", "bob");
        store.refresh();
        inquiry.begin(BUDGET);
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        runAll(reads);
        inquiry.again();

        assertThat(findSales()).hasValue("bob");
    }

    @Test
    void memoryShouldNotBeBelievedWhenItWasNotCheckedLately() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        runAll(reads);
        ticker.advance(Duration.ofSeconds(2));
        inquiry.begin(BUDGET);

        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        assertThat(inquiry.isWaiting()).isTrue();
    }

    @Test
    void failureOfTheStoreShouldBeTheAnswer() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        mail.failing();
        runAll(reads);
        inquiry.again();

        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class).hasMessage("disk I/O error");
        assertThat(inquiry.isWaiting()).isFalse();
    }

    @Test
    void storeShouldHaveFailedWhenItIsNotReadWithinTheBudget() {
        assertThatThrownBy(this::findSales).isInstanceOf(StoreException.class);
        ticker.advance(BUDGET);
        inquiry.again();

        assertThatThrownBy(this::findSales).hasMessageContaining("did not answer in the time left");
        assertThat(inquiry.isWaiting()).isFalse();
    }

    @Test
    void storeShouldHaveFailedWhenItsReadersRefuse() {
        Inquiry refused = new Inquiry(
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
        inquiry.provider().findByLogin("bob");
        inquiry.onProgress(told::incrementAndGet);
        assertThat(told).hasValue(0);

        runAll(lookups);

        assertThat(told).hasValue(1);
    }

    @Test
    void everyPartOfTheStoreShouldBeReadInTheBackground() {
        settle(() -> inquiry.store().isLocalDomain(DOMAIN));
        settle(() -> inquiry.store().firstLocalDomain());
        settle(() -> inquiry.store().findApp("app1"));
        settle(this::findSales);

        inquiry.begin(BUDGET);
        assertThat(inquiry.store().isLocalDomain(DOMAIN)).isTrue();
        assertThat(inquiry.store().firstLocalDomain()).hasValue(DOMAIN);
        assertThat(inquiry.store().findApp("app1")).isEmpty();
        assertThat(inquiry.store().generation()).isEqualTo(mail.generation());
        assertThat(reads).isEmpty();
    }

    private void settle(Runnable look) {
        assertThatThrownBy(look::run).isInstanceOf(StoreException.class);
        runAll(reads);
    }

    private void makeAliceStale() {
        findAlice();
        runAll(lookups);
        ticker.advance(Duration.ofMinutes(3));
        inquiry.begin(BUDGET);
    }

    private Lookup findAlice() {
        return inquiry.provider().findByLogin("alice");
    }

    private Optional<String> findSales() {
        return inquiry.store().findAlias(SALES).map(Alias::login);
    }

    private static void runAll(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
