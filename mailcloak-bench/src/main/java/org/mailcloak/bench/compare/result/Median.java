package org.mailcloak.bench.compare.result;

import java.util.Arrays;

/** The middle of a few runs: one that was disturbed does not count. */
public final class Median {

    private Median() {}

    /** @return of an even number of values the mean of the middle two */
    public static double of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
