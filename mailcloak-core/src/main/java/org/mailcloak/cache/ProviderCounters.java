package org.mailcloak.cache;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.mailcloak.cache.health.CircuitBreaker;
import org.mailcloak.idp.ProviderAnswer;

/** Counts for {@link ProviderStatistics}. Counting allocates nothing, and no thread waits for another. */
final class ProviderCounters {

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder found = new LongAdder();
    private final LongAdder notFound = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final LongAdder callNanos = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private final LongAdder feedBreaks = new LongAdder();

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void stale() {
        stale.increment();
    }

    void called(ProviderAnswer answer, long nanos) {
        callNanos.add(nanos);
        if (answer.isFound()) {
            found.increment();
        } else {
            (answer.failure().isPresent() ? unavailable : notFound).increment();
        }
    }

    void withheld() {
        withheld.increment();
    }

    void changed() {
        changes.increment();
    }

    void feedBroken() {
        feedBreaks.increment();
    }

    ProviderStatistics statistics(CircuitBreaker breaker, long entries, boolean feedLive) {
        return new ProviderStatistics(
                hits.sum(),
                misses.sum(),
                stale.sum(),
                found.sum(),
                notFound.sum(),
                unavailable.sum(),
                Duration.ofNanos(callNanos.sum()),
                withheld.sum(),
                breaker.isOpen(),
                breaker.timesOpened(),
                entries,
                feedLive,
                changes.sum(),
                feedBreaks.sum());
    }
}
