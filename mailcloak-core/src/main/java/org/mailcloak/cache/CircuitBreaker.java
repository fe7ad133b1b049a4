package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps questions from a provider that fails again and again, so that callers need not wait for it and it is not run over
 * when it returns. After {@link #FAILURES} failures in a row it is <em>open</em>: nothing is asked for a pause, then one
 * question goes through. An answer closes it; another failure opens it for twice the pause, up to the longest. Pauses
 * vary at random, so that many hosts do not ask in step.
 *
 * <p>Safe for use by many threads.
 */
final class CircuitBreaker {

    private static final Logger LOG = LoggerFactory.getLogger(CachingIdentityProvider.class);

    private static final int FAILURES = 3;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** Recovery is noticed within this time, plus that of one look-up. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Ticker ticker;
    private final DoubleSupplier random;
    private int failures;
    private Duration pause = SHORTEST_PAUSE;
    private long openUntil;
    private long openSince;
    private String lastFailure = "";
    private long timesOpened;

    /** @param random numbers from 0 to 1 */
    CircuitBreaker(Ticker ticker, DoubleSupplier random) {
        this.ticker = ticker;
        this.random = random;
    }

    /** Whether a question may be asked now. When the pause is over, one caller gets a yes. */
    synchronized boolean mayAsk() {
        if (!isOpen()) {
            return true;
        }
        if (ticker.read() - openUntil < 0) {
            return false;
        }
        rest();
        return true;
    }

    synchronized boolean isOpen() {
        return failures >= FAILURES;
    }

    synchronized void succeeded() {
        if (isOpen()) {
            LOG.info(
                    "The identity provider answers again, after {} s",
                    Duration.ofNanos(ticker.read() - openSince).toSeconds());
        }
        failures = 0;
        pause = SHORTEST_PAUSE;
    }

    synchronized void failed(String why) {
        boolean wasOpen = isOpen();
        failures = Math.min(failures + 1, FAILURES);
        lastFailure = why;
        if (!wasOpen && isOpen()) {
            openSince = ticker.read();
            timesOpened++;
            LOG.warn("The identity provider is unavailable: {}. Cached identities serve; others are deferred", why);
            rest();
        }
    }

    /** What the last failure was; empty if there was none. */
    synchronized String lastFailure() {
        return lastFailure;
    }

    synchronized long timesOpened() {
        return timesOpened;
    }

    private void rest() {
        double share = 0.5 + random.getAsDouble() / 2;
        openUntil = ticker.read() + (long) (pause.toNanos() * share);
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
}
