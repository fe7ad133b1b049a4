package org.mailcloak.server.metrics;

/** Something that is told in a scrape. */
interface MetricSource {

    /** Adds what there is to tell now. Called by one thread at a time. */
    void collect(Samples samples);
}
