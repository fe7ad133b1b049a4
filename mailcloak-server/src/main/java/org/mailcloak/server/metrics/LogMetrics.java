package org.mailcloak.server.metrics;

import java.util.function.LongSupplier;

/** The log. */
record LogMetrics(LongSupplier dropped) implements MetricSource {

    @Override
    public void collect(Samples samples) {
        samples.counter(
                "mailcloak_log_lines_dropped",
                "Log lines that were dropped because they came faster than they were read.",
                dropped.getAsLong());
    }
}
