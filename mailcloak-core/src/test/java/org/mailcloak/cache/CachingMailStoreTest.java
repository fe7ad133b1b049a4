package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.TableStore;
import org.mailcloak.store.Alias;
import org.mailcloak.store.StoreException;

class CachingMailStoreTest {

    private static final Duration STALENESS = Duration.ofSeconds(1);
    private static final EmailAddress SALES =
            EmailAddress.parse("sales@d1.test").orElseThrow();
    private static final MailDomain D1 = MailDomain.parse("d1.test").orElseThrow();

    private final ManualTicker ticker = new ManualTicker();
    private final TableStore store = new TableStore().domain("d1.test").alias("sales@d1.test", "alice");
    private final CachingMailStore cache = new CachingMailStore(store, 100, STALENESS, ticker);

    @Test
    void aliasShouldBeDisabledWhenItHasExpiredSinceItWasRead() {
        Instant end = Instant.parse("2030-01-01T00:00:00Z");
        MovableClock clock = new MovableClock(end.minusSeconds(1));
        CachingMailStore timed = new CachingMailStore(
                new TableStore()
                        .domain("d1.test")
                        .expiringAlias("sales@d1.test", "alice", end)
                        .expiringAlias("@d1.test", "alice", end),
                100,
                STALENESS,
                ticker,
                clock::instant);
        MailDomain domain = SALES.domain();
        assertThat(timed.findAlias(SALES)).map(Alias::enabled).contains(true);
        assertThat(timed.findCatchAll(domain)).isPresent();

        clock.now = end;

        assertThat(timed.findAlias(SALES)).map(Alias::enabled).contains(false);
        assertThat(timed.findCatchAll(domain)).isEmpty();
    }

    private static final class MovableClock extends Clock {

        private Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private void askEverything() {
        cache.isLocalDomain(D1);
        cache.firstLocalDomain();
        cache.findAlias(SALES);
        cache.findAlias(EmailAddress.parse("nobody@d1.test").orElseThrow());
        cache.findCatchAll(D1);
        cache.findApp("nobody");
        cache.findAppsBySender(SALES);
        cache.findDomainAlias(D1);
        cache.findUnknownHost(D1);
        cache.findCertificate("ab");
    }

    @Test
    void storeShouldBeAskedOncePerQuestionWhileItsGenerationStays() {
        askEverything();
        askEverything();

        assertThat(store.asked()).hasSize(10);
    }

    @Test
    void answerShouldBeNewAfterARefreshWhenTheGenerationHasMoved() {
        askEverything();
        store.alias("sales@d1.test", "bob");
        assertThat(cache.findAlias(SALES)).map(Alias::login).contains("alice");

        cache.refresh();

        assertThat(cache.findAlias(SALES)).map(Alias::login).contains("bob");
    }

    @Test
    void answerShouldBeNewAfterTheStalenessEvenWhenNobodyRefreshes() {
        askEverything();
        store.alias("sales@d1.test", "bob");

        ticker.advance(STALENESS.plusNanos(1));

        assertThat(cache.findAlias(SALES)).map(Alias::login).contains("bob");
    }

    @Test
    void answersShouldStayWhenARefreshFindsTheSameGeneration() {
        askEverything();
        ticker.advance(STALENESS);

        cache.refresh();
        askEverything();

        assertThat(store.asked()).hasSize(10);
    }

    @Test
    void lookUpShouldServeWithinTheStalenessAndFailBeyondItWhenTheStoreFails() {
        askEverything();
        store.failing();

        assertThat(cache.findAlias(SALES)).map(Alias::login).contains("alice");
        ticker.advance(STALENESS.plusNanos(1));

        assertThatThrownBy(() -> cache.findAlias(SALES)).isInstanceOf(StoreException.class);
    }

    @Test
    void lookUpShouldWorkAgainWhenTheStoreDoes() {
        store.failing();
        ticker.advance(STALENESS.plusNanos(1));
        assertThatThrownBy(() -> cache.findAlias(SALES)).isInstanceOf(StoreException.class);

        store.working();

        assertThat(cache.findAlias(SALES)).map(Alias::login).contains("alice");
    }

    @Test
    void callersShouldShareAFailureThatTheyWaitedFor() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        TableStore slow = new TableStore() {
            @Override
            public long generation() {
                if (asked.getAndIncrement() > 0) {
                    awaitUninterruptibly(gate);
                    throw new StoreException("locked");
                }
                return 1;
            }
        };
        CachingMailStore shared = new CachingMailStore(slow, 100, STALENESS, ticker);
        ticker.advance(STALENESS.plusNanos(1));
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread caller = new Thread(() -> {
                try {
                    shared.findAlias(SALES);
                } catch (StoreException expected) {
                    refused.incrementAndGet();
                }
            });
            caller.start();
            callers.add(caller);
        }
        while (!callers.stream().allMatch(caller -> caller.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }

        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(refused.get()).isEqualTo(20);
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void failureShouldNotBeRememberedAsAnAnswer() {
        store.failing();
        assertThatThrownBy(() -> cache.findAlias(SALES)).isInstanceOf(StoreException.class);
        store.working();

        assertThat(cache.findAlias(SALES)).map(Alias::login).contains("alice");
    }

    private static void awaitUninterruptibly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
