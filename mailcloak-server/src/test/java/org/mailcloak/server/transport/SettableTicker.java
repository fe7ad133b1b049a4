package org.mailcloak.server.transport;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** A monotonic clock that tests move. */
final class SettableTicker implements Ticker {

    private long nanos = 1;

    synchronized void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public synchronized long read() {
        return nanos;
    }
}
