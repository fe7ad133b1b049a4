package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.ProviderAnswer;

/**
 * The calls of a provider: one for a key at a time, joined by everybody who asks the same meanwhile, and none while the
 * circuit breaker is open. Answers go into the memory before anybody who waits gets them.
 *
 * <p>Safe for many threads.
 */
final class Calls {

    private static final int LOST_AFTER_DEADLINES = 4;

    private final IdentityProvider provider;
    private final CacheSettings settings;
    private final Executor executor;
    private final Ticker ticker;
    private final Memory memory;
    private final ProviderCounters counters;
    private final CircuitBreaker breaker;

    Calls(
            IdentityProvider provider,
            CacheSettings settings,
            Executor executor,
            Ticker ticker,
            Memory memory,
            ProviderCounters counters) {
        this.provider = provider;
        this.settings = settings;
        this.executor = executor;
        this.ticker = ticker;
        this.memory = memory;
        this.counters = counters;
        this.breaker =
                new CircuitBreaker(ticker, () -> ThreadLocalRandom.current().nextDouble());
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    /**
     * Joins the call for this key that is under way, or starts one.
     *
     * @param ahead although there is an answer within its TTL
     */
    Call ask(Key key, boolean ahead) {
        Memory.Epoch now = memory.epoch();
        Watch watch = memory.watch();
        Call running = now.calls.get(key);
        if (running != null && !isLost(running)) {
            return running;
        }
        if (!breaker.mayAsk()) {
            counters.withheld();
            return Call.finished(
                    Lookup.unavailable("not asked again yet; last time: " + breaker.lastFailure()), ticker.read());
        }
        Call fresh = new Call(ticker.read());
        Call winner = now.calls.compute(key, (same, other) -> other == null || isLost(other) ? fresh : other);
        if (winner == fresh) {
            // The call that was under way when the caller looked into memory may have ended since.
            @Nullable Answer arrived = ahead ? null : memory.recall(key);
            if (arrived != null
                    && arrived.age(ticker.read())
                            < settings.ttl(key, arrived.lookup()).toNanos()) {
                now.calls.remove(key, fresh);
                fresh.settle(arrived.lookup());
                return fresh;
            }
            fresh.start(
                    executor,
                    () -> key.ask(provider),
                    (askedAt, lookup) -> finish(now, watch, key, fresh, askedAt, lookup),
                    ticker);
        }
        return winner;
    }

    /** Nobody joins a call that hangs: if the provider has recovered, a new one gets an answer. */
    private boolean isLost(Call call) {
        return call.isOlderThan(settings.deadline().multipliedBy(LOST_AFTER_DEADLINES), ticker.read());
    }

    private void finish(Memory.Epoch then, Watch watch, Key key, Call call, long askedAt, ProviderAnswer lookup) {
        counters.called(lookup, ticker.read() - askedAt);
        try {
            if (lookup.isUnclear()) {
                // Whoever asks for one such account again and again must not cut everybody off.
                breaker.succeeded();
            } else if (lookup.failure().isPresent()) {
                breaker.failed(lookup.failure().get());
            } else {
                breaker.succeeded();
                memory.keep(then, watch, key, askedAt, lookup);
            }
        } finally {
            then.calls.remove(key, call);
        }
    }
}
