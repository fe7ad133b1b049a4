package org.mailcloak.server.metrics;

import java.util.Map;
import java.util.function.Supplier;
import org.mailcloak.cache.ProviderStatistics;

/** The identity provider, and the memory of its answers. */
record ProviderMetrics(Supplier<ProviderStatistics> source) implements MetricSource {

    @Override
    public void collect(Samples samples) {
        ProviderStatistics now = source.get();
        samples.counter("mailcloak_provider_cache_hits", "Accounts answered from memory within their TTL.", now.hits());
        samples.counter("mailcloak_provider_cache_misses", "Accounts that memory could not answer so.", now.misses());
        samples.counter(
                "mailcloak_provider_cache_stale_answers",
                "Those among the misses that an older answer in memory served, for want of a newer one.",
                now.stale());
        samples.counter(
                "mailcloak_provider_calls",
                "Calls to the identity provider that have ended, by outcome.",
                "outcome",
                Map.of("found", now.found(), "not_found", now.notFound(), "unavailable", now.unavailable()));
        samples.summary(
                "mailcloak_provider_call_duration_seconds",
                "How long these calls took, waiting for a free thread included.",
                now.calls(),
                now.callTime().toNanos() / 1e9);
        samples.counter(
                "mailcloak_provider_calls_withheld",
                "Questions that were not asked because the circuit breaker was open.",
                now.withheld());
        samples.gauge(
                "mailcloak_provider_breaker_open",
                "1 while the identity provider is left alone because it has failed again and again, else 0.",
                now.breakerOpen() ? 1 : 0);
        samples.counter(
                "mailcloak_provider_breaker_openings", "How often the breaker has opened.", now.breakerOpened());
        samples.gauge(
                "mailcloak_provider_cache_entries",
                "Answers of the identity provider in memory, roughly.",
                now.entries());
        samples.gauge(
                "mailcloak_provider_feed_live",
                "1 while the identity provider reports every change when it happens, else 0.",
                now.feedLive() ? 1 : 0);
        samples.counter(
                "mailcloak_provider_changes", "Changes that the identity provider has reported.", now.changes());
        samples.counter(
                "mailcloak_provider_feed_breaks",
                "How often its feed of changes was live and broke.",
                now.feedBreaks());
    }
}
