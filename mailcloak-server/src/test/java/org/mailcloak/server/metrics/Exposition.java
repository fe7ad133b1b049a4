package org.mailcloak.server.metrics;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a source tells, in the text format, without the lines that begin with a hash. */
final class Exposition {

    private Exposition() {}

    static String text(MetricSource... sources) {
        return StandardCharsets.UTF_8
                .decode(new MetricsPage(List.of(sources)).render().body())
                .toString();
    }

    static List<String> samples(MetricSource... sources) {
        return text(sources).lines().filter(line -> !line.startsWith("#")).toList();
    }
}
