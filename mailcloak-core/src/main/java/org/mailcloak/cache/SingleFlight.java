package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailcloak.cache.health.CircuitBreaker;
import org.mailcloak.cache.health.Probes;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;
import org.mailcloak.idp.ProviderAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of a provider: one for a key at a time, joined by all callers that ask the same meanwhile, and none while
 * the circuit breaker is open. Answers go into the memory before any caller that waits gets them.
 *
 * <p>A look-up that fails and might be an outage is one only if the provider's own question fails after it; otherwise it is
 * {@linkplain LookupResult#unclear unclear}. So no text that a client chose makes an outage.
 *
 * <p>Safe for many threads.
 */
final class SingleFlight {

    private static final Logger LOG = LoggerFactory.getLogger(SingleFlight.class);

    private static final int LOST_AFTER_DEADLINES = 4;

    private final IdentityProvider provider;
    private final CacheSettings settings;
    private final LookupThreads threads;
    private final Ticker ticker;
    private final LookupCache memory;
    private final ProviderCounters counters;
    private final CircuitBreaker breaker;
    private final Probes probes;

    SingleFlight(
            IdentityProvider provider,
            CacheSettings settings,
            LookupThreads threads,
            Ticker ticker,
            LookupCache memory,
            ProviderCounters counters) {
        this.provider = provider;
        this.settings = settings;
        this.threads = threads;
        this.ticker = ticker;
        this.memory = memory;
        this.counters = counters;
        this.breaker =
                new CircuitBreaker(ticker, () -> ThreadLocalRandom.current().nextDouble());
        this.probes = new Probes(provider::probe, threads.probes(), ticker, this::probed);
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    Probes probes() {
        return probes;
    }

    /** A question that is under way. */
    private record Asked(
            LookupCache.Epoch epoch, FreshnessWindow watch, LookupKey key, InFlightCall call, boolean found) {}

    /**
     * Joins the call for this key that is under way, or starts one.
     *
     * @param ahead although there is an answer within its TTL
     * @param found whether an older answer, past its TTL or not, has found an account
     */
    InFlightCall ask(LookupKey key, boolean ahead, boolean found) {
        LookupCache.Epoch now = memory.epoch();
        FreshnessWindow watch = memory.watch();
        InFlightCall running = now.calls.get(key);
        if (running != null && !isLost(running)) {
            return running;
        }
        boolean probeFirst = breaker.isOpen();
        if (probeFirst && !breaker.mayProbe()) {
            counters.withheld();
            return InFlightCall.finished(
                    LookupResult.unavailable("not asked again yet; last time: " + breaker.lastFailure()),
                    ticker.read());
        }
        InFlightCall fresh = new InFlightCall(ticker.read());
        InFlightCall winner = now.calls.compute(key, (same, other) -> other == null || isLost(other) ? fresh : other);
        if (winner == fresh) {
            // The call that was under way when the caller looked into memory may have ended since.
            @Nullable CacheEntry arrived = ahead ? null : memory.recall(key);
            if (arrived != null
                    && arrived.age(ticker.read())
                            < settings.ttl(key, arrived.lookup()).toNanos()) {
                now.calls.remove(key, fresh);
                fresh.settle(arrived.lookup());
                return fresh;
            }
            Asked asked = new Asked(now, watch, key, fresh, found);
            if (probeFirst) {
                after(probes.since(ticker.read()), asked, probe -> startAfter(probe, asked));
            } else {
                start(asked);
            }
        }
        return winner;
    }

    /**
     * Returns whether the call hangs. No caller joins it then: if the provider has recovered, a new one gets an answer.
     */
    private boolean isLost(InFlightCall call) {
        return call.isOlderThan(settings.deadline().multipliedBy(LOST_AFTER_DEADLINES), ticker.read());
    }

    private void startAfter(Probe probe, Asked asked) {
        if (probe.failure().isPresent()) {
            breaker.failed(probe.failure().get());
            finish(
                    asked,
                    ticker.read(),
                    LookupResult.unavailable(probe.failure().get()));
        } else {
            start(asked);
        }
    }

    private void start(Asked asked) {
        asked.call()
                .start(
                        threads.of(LookupThreads.Standing.of(asked.key(), asked.found())),
                        () -> asked.key().ask(provider),
                        (askedAt, answer) -> answered(asked, askedAt, answer),
                        ticker);
    }

    private void answered(Asked asked, long askedAt, ProviderAnswer answer) {
        counters.called(answer, ticker.read() - askedAt);
        if (answer.failure().isEmpty() || answer.isUnclear() || answer.isSourceOut()) {
            finish(asked, askedAt, answer);
        } else {
            CompletableFuture<Probe> evidence = asked.found() ? probes.sinceFailureOf(askedAt) : probes.since(askedAt);
            after(evidence, asked, probe -> finish(asked, askedAt, judged(answer, probe)));
        }
    }

    /**
     * Runs the step after the probe. A bug in the step must not leave the call without an end: all callers that ask the
     * same would join it.
     */
    private void after(CompletableFuture<Probe> evidence, Asked asked, Consumer<Probe> step) {
        CompletableFuture<Void> unused = evidence.thenAccept(probe -> {
            try {
                step.accept(probe);
            } catch (RuntimeException | Error defect) {
                LOG.error("A defect in Mailcloak; the look-up has no answer", defect);
                finish(asked, ticker.read(), LookupResult.unclear("a defect in Mailcloak: " + defect));
            }
        });
    }

    /** Distinguishes an outage from a question that alone has no answer. */
    private ProviderAnswer judged(ProviderAnswer failed, Probe probe) {
        String why = failed.failure().orElse("no reason");
        if (probe.failure().isEmpty()) {
            return LookupResult.unclear(why + " (the provider answers its own question)");
        }
        breaker.failed(why);
        return failed;
    }

    private void probed(Probe probe) {
        if (probe.failure().isEmpty()) {
            breaker.probePassed();
        }
    }

    private void finish(Asked asked, long askedAt, ProviderAnswer answer) {
        try {
            if (answer.isUnclear()) {
                memory.drop(asked.key());
            } else if (answer.failure().isEmpty()) {
                breaker.answered();
                memory.keep(asked.epoch(), asked.watch(), asked.key(), askedAt, answer);
            }
        } finally {
            asked.epoch().calls.remove(asked.key(), asked.call());
            asked.call().settle(answer);
        }
    }
}
