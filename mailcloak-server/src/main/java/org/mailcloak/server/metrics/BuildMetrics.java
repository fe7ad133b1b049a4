package org.mailcloak.server.metrics;

import io.prometheus.metrics.model.snapshots.Labels;

/** Which program this is. */
record BuildMetrics(String version) implements MetricSource {

    @Override
    public void collect(Samples samples) {
        samples.info(
                "mailcloak_build",
                "The version of Mailcloak and of the Java that runs it.",
                Labels.of("version", version, "java", Runtime.version().toString()));
    }
}
