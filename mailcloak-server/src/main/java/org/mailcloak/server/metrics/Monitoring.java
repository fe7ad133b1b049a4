package org.mailcloak.server.metrics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.mailcloak.cache.ProviderStatistics;
import org.mailcloak.cache.StoreStatistics;
import org.mailcloak.mirror.MirrorStatistics;
import org.mailcloak.server.binding.BindingStatistics;
import org.mailcloak.server.handler.RequestObserver;
import org.mailcloak.server.http.Page;
import org.mailcloak.server.transport.ConnectionStatistics;

/** The pages about the service. Made only if they are served, so that nothing of them is loaded otherwise. */
public final class Monitoring {

    private final List<MetricSource> sources = new ArrayList<>();
    private final RequestMetrics requests;

    /**
     * @param version of Mailcloak
     * @param maps the names of those that exist
     */
    public Monitoring(String version, Collection<String> maps) {
        requests = new RequestMetrics(maps);
        sources.add(requests);
        sources.add(new BuildMetrics(version));
        sources.add(new ProcessMetrics(Path.of("/proc/self")));
    }

    public Monitoring provider(Supplier<ProviderStatistics> statistics) {
        sources.add(new ProviderMetrics(statistics));
        return this;
    }

    public Monitoring mirror(Supplier<Optional<MirrorStatistics>> statistics) {
        sources.add(new MirrorMetrics(statistics));
        return this;
    }

    public Monitoring store(Supplier<StoreStatistics> statistics) {
        sources.add(new StoreMetrics(statistics));
        return this;
    }

    public Monitoring aliases(Supplier<BindingStatistics> statistics) {
        sources.add(new AliasMetrics(statistics));
        return this;
    }

    public Monitoring connections(Supplier<ConnectionStatistics> statistics) {
        sources.add(new ConnectionMetrics(statistics));
        return this;
    }

    /** @param dropped how many lines were dropped */
    public Monitoring log(LongSupplier dropped) {
        sources.add(new LogMetrics(dropped));
        return this;
    }

    /** Returns the observer of requests, which reports them too. */
    public RequestObserver requests() {
        return requests;
    }

    /** By path. */
    public Map<String, Page> pages(Health health) {
        return Map.of(
                "/metrics", new MetricsPage(sources), "/health/live", health::live, "/health/ready", health::ready);
    }
}
