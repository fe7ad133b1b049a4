package org.mailcloak.cache.health;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.Probe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a provider its own question when look-ups fail or are slow. Look-ups share a probe: at most one is under way and one
 * waits, however many look-ups fail. A probe that passed serves for a second, so that a client who makes look-ups fail again
 * and again does not double the provider's work; one that failed does not, because a failure has effects. Nor does one that passed
 * where an account is known from before ({@link #sinceFailureOf}).
 *
 * <p>Safe for use by many threads.
 */
public final class Probes {

    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);

    private static final long PASSED_SERVES_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<? extends @Nullable Probe> question;
    private final Executor executor;
    private final Ticker ticker;
    private final Consumer<Probe> listener;
    private @Nullable Round latest;
    private @Nullable Round passed;

    /**
     * @param question asks the provider; blocks for some seconds at most
     * @param executor runs it, one at a time; not one that look-ups can fill
     * @param ticker nanoseconds of a monotonic clock
     * @param listener is notified of each probe before any caller that waits for it
     */
    public Probes(
            Supplier<? extends @Nullable Probe> question, Executor executor, Ticker ticker, Consumer<Probe> listener) {
        this.question = requireNonNull(question, "question");
        this.executor = requireNonNull(executor, "executor");
        this.ticker = requireNonNull(ticker, "ticker");
        this.listener = requireNonNull(listener, "listener");
    }

    /** One probe. What changes is written under the lock of the {@link Probes}. */
    private static final class Round {
        private final CompletableFuture<Probe> answer = new CompletableFuture<>();
        private final long wantedAt;
        private volatile boolean started;
        private volatile long askedAt;
        private volatile boolean hasPassed;

        Round(long wantedAt) {
            this.wantedAt = wantedAt;
        }

        /** Whether it says something about the provider after that time. One that waits will be asked after any. */
        boolean wasAskedSince(long time) {
            return !started || askedAt - time >= 0;
        }

        boolean hasJustPassed(long now) {
            return hasPassed && now - askedAt < PASSED_SERVES_NANOS;
        }
    }

    /**
     * A probe that was asked at that time or later, or has just passed: joined, or started now. Does not block.
     *
     * @param time by the ticker
     */
    public CompletableFuture<Probe> since(long time) {
        return round(time).answer;
    }

    /**
     * As {@link #since}, for a look-up that has failed just now and whose older answer would be lost if the provider can answer:
     * a probe that passed was asked after the failure. Otherwise one that passed shortly before an outage would say that there is
     * none.
     *
     * @param askedAt when the look-up was asked; a probe that was asked later and failed says enough
     */
    public CompletableFuture<Probe> sinceFailureOf(long askedAt) {
        long failedAt = ticker.read();
        Round first = round(askedAt);
        return first.answer.thenCompose(probe -> probe.failure().isPresent() || first.wasAskedSince(failedAt)
                ? CompletableFuture.completedFuture(probe)
                : strictRound(failedAt).answer);
    }

    /** As {@link #since}; returns when the first caller wanted that probe, by the ticker. */
    public long wantedAt(long time) {
        return round(time).wantedAt;
    }

    private Round round(long time) {
        return round(time, true);
    }

    private Round strictRound(long time) {
        return round(time, false);
    }

    private Round round(long time, boolean orJustPassed) {
        long now = ticker.read();
        Round mine = new Round(now);
        synchronized (this) {
            if (latest != null && (latest.wasAskedSince(time) || (orJustPassed && latest.hasJustPassed(now)))) {
                return latest;
            }
            latest = mine;
        }
        try {
            executor.execute(() -> run(mine));
        } catch (RejectedExecutionException | Error notRun) {
            // It is closing, or no thread could be started. Without an answer nothing may count as an outage, which
            // could let mail pass.
            synchronized (this) {
                latest = latest == mine ? null : latest;
            }
            mine.answer.complete(Probe.passed());
        }
        return mine;
    }

    /** Whether such a probe is known to have passed by now. */
    public synchronized boolean hasPassedSince(long time) {
        return passed != null && (passed.wasAskedSince(time) || passed.hasJustPassed(ticker.read()));
    }

    private void run(Round round) {
        synchronized (this) {
            round.askedAt = ticker.read();
            round.started = true;
        }
        Probe probe = guarded();
        if (probe.failure().isEmpty()) {
            synchronized (this) {
                round.hasPassed = true;
                passed = round;
            }
        }
        try {
            listener.accept(probe);
        } finally {
            round.answer.complete(probe);
        }
    }

    /** Runs the probe. A provider that throws anything, or answers null, fails. */
    private Probe guarded() {
        try {
            @Nullable Probe probe = question.get();
            return probe != null ? probe : Probe.failed("the provider's probe ended with null");
        } catch (RuntimeException | Error defect) {
            LOG.warn("The identity provider's probe threw; counted as failed", defect);
            return Probe.failed(
                    "the provider's probe threw " + defect.getClass().getName());
        }
    }
}
