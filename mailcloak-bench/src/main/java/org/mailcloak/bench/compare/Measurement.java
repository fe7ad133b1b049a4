package org.mailcloak.bench.compare;

import java.time.Duration;

/**
 * One run.
 *
 * @param rate requests (or messages) a second
 * @param p50 microseconds; not a number where it was not measured, as all that follow
 * @param p99 microseconds
 * @param processor microseconds of processor time of the server for each request
 */
record Measurement(double rate, double p50, double p99, double processor) {

    static Measurement of(LoadResult result, Duration processorTime) {
        return new Measurement(
                result.rate(),
                result.p50(),
                result.p99(),
                processorTime.toNanos() / 1_000.0 / Math.max(1, result.done()));
    }

    static Measurement ofRate(double rate) {
        return new Measurement(rate, Double.NaN, Double.NaN, Double.NaN);
    }
}
