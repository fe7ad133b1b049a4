package org.mailcloak.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram of durations. A warm answer takes some 20 microseconds, one from a provider milliseconds, and none more
 * than the budget of 10 seconds, so the bounds go from the one to the other.
 */
final class LatencyHistogram {

    /** In seconds; the last bucket has no bound. */
    private static final double[] BOUNDS = {
        0.000_025,
        0.000_05,
        0.000_1,
        0.000_25,
        0.000_5,
        0.001,
        0.002_5,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
        Double.POSITIVE_INFINITY
    };

    private static final double NANOS = 1e9;

    /** The same in nanoseconds, without the last. */
    private static final long[] LIMITS = limits();

    private final LongAdder[] buckets = new LongAdder[BOUNDS.length];
    private final LongAdder nanos = new LongAdder();

    LatencyHistogram() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    private static long[] limits() {
        long[] limits = new long[BOUNDS.length - 1];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = Math.round(BOUNDS[i] * NANOS);
        }
        return limits;
    }

    /** Most durations fit one of the first buckets, so a search from below is short. */
    void add(long duration) {
        int bucket = 0;
        while (bucket < LIMITS.length && duration > LIMITS[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        nanos.add(duration);
    }

    HistogramDataPointSnapshot snapshot(Labels labels) {
        long[] counts = new long[buckets.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets[i].sum();
        }
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, counts))
                .sum(nanos.sum() / NANOS)
                .build();
    }
}
