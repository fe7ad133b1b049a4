package org.mailcloak.server.metrics;

import java.util.function.Supplier;
import org.mailcloak.cache.StoreStatistics;

/** The database, and the memory of its answers. */
record StoreMetrics(Supplier<StoreStatistics> source) implements MetricSource {

    @Override
    public void collect(Samples samples) {
        StoreStatistics now = source.get();
        samples.counter(
                "mailcloak_store_cache_hits", "Domains, aliases and applications answered from memory.", now.hits());
        samples.counter("mailcloak_store_cache_misses", "Those that had to be read from the database.", now.misses());
        samples.gauge(
                "mailcloak_store_generation",
                "The generation of the database's content; any commit by any process moves it.",
                now.generation());
        samples.counter(
                "mailcloak_store_generation_changes", "How often that has moved since the start.", now.changes());
        samples.counter(
                "mailcloak_store_failed_checks",
                "How often the database could not be asked for its generation.",
                now.failedChecks());
        samples.gauge(
                "mailcloak_store_check_age_seconds",
                "How long ago the database last answered that. Beyond 1 the memory of it is not used any more.",
                now.sinceCheck().toNanos() / 1e9);
    }
}
