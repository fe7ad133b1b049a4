package org.mailcloak.server.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailcloak.mirror.MirrorStatistics;

/** All accounts in memory, if they are kept there; otherwise there is nothing to report. */
record MirrorMetrics(Supplier<Optional<MirrorStatistics>> source) implements MetricSource {

    @Override
    public void collect(Samples samples) {
        source.get().ifPresent(now -> collect(samples, now));
    }

    private static void collect(Samples samples, MirrorStatistics now) {
        samples.gauge(
                "mailcloak_mirror_serving",
                "1 while all accounts are in memory and current, 0 while the identity provider is asked for each.",
                now.serving() ? 1 : 0);
        samples.gauge("mailcloak_mirror_identities", "Accounts in memory.", now.accounts());
        samples.gauge("mailcloak_mirror_bytes", "What they take there, indexes included, roughly.", now.bytes());
        samples.gauge(
                "mailcloak_mirror_changes",
                "Accounts that the provider has reported as changed since all were read last.",
                now.changes());
        samples.gauge(
                "mailcloak_mirror_missing",
                "Accounts that are kept although the last list did not have them, because too many were missing.",
                now.missing());
        samples.counter(
                "mailcloak_mirror_scans",
                "How often all accounts were read, by outcome.",
                "outcome",
                Map.of("complete", now.complete(), "refused", now.refused(), "failed", now.failed()));
        samples.summary(
                "mailcloak_mirror_scan_duration_seconds",
                "How long that took.",
                now.scans(),
                now.scanTime().toNanos() / 1e9);
        now.age()
                .ifPresent(age -> samples.gauge(
                        "mailcloak_mirror_age_seconds",
                        "Since the reading began that brought what is in memory.",
                        age.toNanos() / 1e9));
    }
}
