package org.mailcloak.server.listen;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** A monotonic clock that tests move. */
final class ManualTicker implements Ticker {

    private long nanos = 1;
    private int reads;

    synchronized void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public synchronized long read() {
        reads++;
        notifyAll();
        return nanos;
    }

    /** Waits until the time was read so often, by whomever. */
    synchronized void awaitReads(int count) throws InterruptedException {
        while (reads < count) {
            wait();
        }
    }
}
