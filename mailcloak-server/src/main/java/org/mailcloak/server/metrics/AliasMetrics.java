package org.mailcloak.server.metrics;

import java.util.function.Supplier;
import org.mailcloak.server.binding.BindingStatistics;

/** What the targets of aliases lead to. */
record AliasMetrics(Supplier<BindingStatistics> source) implements MetricSource {

    @Override
    public void collect(Samples samples) {
        BindingStatistics now = source.get();
        samples.counter(
                "mailcloak_alias_targets_bound", "Targets of aliases that were bound to an account.", now.bound());
        samples.gauge(
                "mailcloak_alias_targets_changed",
                "Targets of aliases that lead to another account than the one that they are bound to; mail for them waits.",
                now.changed());
        samples.gauge(
                "mailcloak_alias_targets_unknown",
                "Targets of aliases that no account, alias or group has; an alias with no other target is refused.",
                now.unknown());
    }
}
