package org.mailcloak.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyHistogramTest {

    private final LatencyHistogram tally = new LatencyHistogram();

    private double boundOfTheOne() {
        ClassicHistogramBuckets buckets = tally.snapshot(Labels.EMPTY).getClassicBuckets();
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.getCount(i) == 1) {
                return buckets.getUpperBound(i);
            }
        }
        throw new AssertionError("no bucket has it");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.000025",
        "-1, 0.000025",
        "25000, 0.000025",
        "25001, 0.00005",
        "1000000, 0.001",
        "1000001, 0.0025",
        "10000000000, 10",
        "10000000001, Infinity",
        "9223372036854775807, Infinity"
    })
    void durationShouldCountInTheFirstBucketThatHoldsIt(long nanos, double bound) {
        tally.add(nanos);

        assertThat(boundOfTheOne()).isEqualTo(bound);
    }

    @Test
    void countAndSumShouldBeThoseOfAllDurations() {
        tally.add(1_000_000);
        tally.add(2_500_000_000L);

        HistogramDataPointSnapshot snapshot = tally.snapshot(Labels.EMPTY);

        assertThat(snapshot.getCount()).isEqualTo(2);
        assertThat(snapshot.getSum()).isEqualTo(2.501);
    }
}
