package org.mailcloak.server.metrics;

/** A source of figures for a scrape. */
interface MetricSource {

    /** Adds what there is to report now. Called by one thread at a time. */
    void collect(Samples samples);
}
