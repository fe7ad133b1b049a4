package org.mailcloak.cache;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.mailcloak.idp.Lookup;

/** Counts for {@link ProviderStatistics}. Counting allocates nothing, and no thread waits for another. */
final class ProviderCounters {

    private final LongAdder found = new LongAdder();
    private final LongAdder notFound = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final LongAdder callNanos = new LongAdder();
    private final LongAdder withheld = new LongAdder();

    void called(Lookup answer, long nanos) {
        callNanos.add(nanos);
        answer.fold(identity -> found, () -> notFound, why -> unavailable).increment();
    }

    void withheld() {
        withheld.increment();
    }

    ProviderStatistics statistics(CircuitBreaker breaker, long entries) {
        return new ProviderStatistics(
                found.sum(),
                notFound.sum(),
                unavailable.sum(),
                Duration.ofNanos(callNanos.sum()),
                withheld.sum(),
                breaker.isOpen(),
                breaker.timesOpened(),
                entries);
    }
}
