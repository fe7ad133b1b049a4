package org.mailcloak.cache.health;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps questions from a provider that cannot answer, so that callers need not wait for it and it is not run over when it
 * returns. After {@link #FAILURES} outages in a row it is <em>open</em>: nothing is asked for a pause, then the provider's
 * own question is. If that passes it closes; if it fails there is another pause, of twice the time, up to the longest.
 * Pauses vary at random, so that many hosts do not ask in step.
 *
 * <p>What is counted is a look-up that failed <em>and</em> a probe that failed after it ({@link Probes}). No question that a
 * client chose opens or closes it.
 *
 * <p>Safe for use by many threads.
 */
public final class CircuitBreaker {

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

    private static final int FAILURES = 3;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** Recovery is noticed within this time, plus that of one probe. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Ticker ticker;
    private final DoubleSupplier random;
    private int failures;
    private Duration pause = SHORTEST_PAUSE;
    private long openUntil;
    private long openSince;
    private String lastFailure = "";
    private long timesOpened;

    /**
     * @param ticker nanoseconds of a monotonic clock
     * @param random numbers from 0 to 1
     */
    public CircuitBreaker(Ticker ticker, DoubleSupplier random) {
        this.ticker = ticker;
        this.random = random;
    }

    /** While it is open: whether a probe may be asked now. When the pause is over, one caller gets a yes. */
    public synchronized boolean mayProbe() {
        if (!isOpen() || ticker.read() - openUntil < 0) {
            return false;
        }
        rest();
        return true;
    }

    public synchronized boolean isOpen() {
        return failures >= FAILURES;
    }

    /** A look-up was answered. While it is open that says nothing: the look-up was asked before. */
    public synchronized void answered() {
        if (!isOpen()) {
            failures = 0;
        }
    }

    /** The provider's own question was answered. */
    public synchronized void probePassed() {
        if (isOpen()) {
            LOG.info(
                    "The identity provider answers again, after {} s",
                    Duration.ofNanos(ticker.read() - openSince).toSeconds());
        }
        failures = 0;
        pause = SHORTEST_PAUSE;
    }

    /**
     * A look-up failed, and the provider's own question after it.
     *
     * @param why one line, no secrets
     */
    public synchronized void failed(String why) {
        boolean wasOpen = isOpen();
        failures = Math.min(failures + 1, FAILURES);
        lastFailure = why;
        if (!wasOpen && isOpen()) {
            openSince = ticker.read();
            timesOpened++;
            LOG.warn("The identity provider is unavailable: {}. Cached accounts serve; others are deferred", why);
            rest();
        }
    }

    /** What the last failure was; empty if there was none. */
    public synchronized String lastFailure() {
        return lastFailure;
    }

    public synchronized long timesOpened() {
        return timesOpened;
    }

    private void rest() {
        double share = 0.5 + random.getAsDouble() / 2;
        openUntil = ticker.read() + (long) (pause.toNanos() * share);
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
}
