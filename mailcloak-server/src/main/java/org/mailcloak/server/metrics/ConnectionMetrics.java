package org.mailcloak.server.metrics;

import java.util.Map;
import java.util.function.Supplier;
import org.mailcloak.server.transport.ConnectionStatistics;

/** The connections of Postfix to the two services. */
record ConnectionMetrics(Supplier<ConnectionStatistics> source) implements MetricSource {

    @Override
    public void collect(Samples samples) {
        ConnectionStatistics now = source.get();
        samples.gauge("mailcloak_connections_open", "Connections to the policy and socketmap sockets.", now.open());
        samples.gauge("mailcloak_connections_limit", "How many there may be; more are refused.", now.limit());
        samples.counter("mailcloak_connections_accepted", "Connections that were taken.", now.accepted());
        samples.counter(
                "mailcloak_connections_refused",
                "Connections that were closed at once because as many were open as may be.",
                now.refused());
        samples.counter(
                "mailcloak_connections_cut",
                "Connections that were closed because of what the peer did: sent no valid request, or nothing for too"
                        + " long.",
                "cause",
                Map.of("deadline", now.overdue(), "invalid_request", now.invalid(), "memory", now.heavy()));
    }
}
