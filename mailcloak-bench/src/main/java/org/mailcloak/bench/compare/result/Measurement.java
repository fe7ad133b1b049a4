package org.mailcloak.bench.compare.result;

/**
 * One run.
 *
 * @param rate requests (or messages) a second
 * @param p50 microseconds; not a number where it was not measured, as all that follow
 * @param p99 microseconds
 * @param processor microseconds of processor time of the server for each request
 * @param others the part of all processor time, from 0 to 1, that went neither to the server nor to the generator: a run
 *     with much of that says little
 */
public record Measurement(double rate, double p50, double p99, double processor, double others) {

    public static Measurement ofRate(double rate) {
        return new Measurement(rate, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
}
