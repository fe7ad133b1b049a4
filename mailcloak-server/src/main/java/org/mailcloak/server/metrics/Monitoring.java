package org.mailcloak.server.metrics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mailcloak.cache.ProviderStatistics;
import org.mailcloak.cache.StoreStatistics;
import org.mailcloak.server.http.Page;

/** The pages about the service. Made only if they are served, so that nothing of them is loaded otherwise. */
public final class Monitoring {

    private final List<MetricSource> sources = new ArrayList<>();

    /** @param version of Mailcloak */
    public Monitoring(String version) {
        sources.add(new BuildMetrics(version));
        sources.add(new ProcessMetrics(Path.of("/proc/self")));
    }

    public Monitoring provider(Supplier<ProviderStatistics> statistics) {
        sources.add(new ProviderMetrics(statistics));
        return this;
    }

    public Monitoring store(Supplier<StoreStatistics> statistics) {
        sources.add(new StoreMetrics(statistics));
        return this;
    }

    /** By path. */
    public Map<String, Page> pages(Health health) {
        return Map.of(
                "/metrics", new MetricsPage(sources), "/health/live", health::live, "/health/ready", health::ready);
    }
}
