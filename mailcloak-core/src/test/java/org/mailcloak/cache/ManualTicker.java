package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** A monotonic clock that tests move. */
public final class ManualTicker implements Ticker {

    private volatile long nanos = 1;

    public void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long read() {
        return nanos;
    }
}
