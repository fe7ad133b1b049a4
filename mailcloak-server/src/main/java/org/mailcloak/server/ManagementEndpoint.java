package org.mailcloak.server;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.server.handler.RequestObserver;
import org.mailcloak.server.http.HttpLimits;
import org.mailcloak.server.http.HttpListener;
import org.mailcloak.server.logging.Logging;
import org.mailcloak.server.metrics.Health;
import org.mailcloak.server.metrics.Monitoring;
import org.mailcloak.server.transport.ConnectionRegistry;

/**
 * Metrics and health over HTTP, if {@code http.listen} wants them; otherwise this does nothing and loads nothing. For one
 * thread, but for {@link #serving}.
 */
final class ManagementEndpoint implements AutoCloseable {

    /** The database is asked four times a second; without an answer for this long it is reported as failing. */
    private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(5);

    /** Each event loop takes a turn every second; a process whose loop has not for this long does not serve any more. */
    private static final Duration LOOP_PATIENCE = Duration.ofSeconds(30);

    private final @Nullable Monitoring monitoring;
    private final Optional<ListenAddress.Inet> address;
    private @Nullable HttpListener listener;
    private volatile boolean serving;

    /** @param maps the names of those that exist */
    ManagementEndpoint(Optional<ListenAddress.Inet> address, Collection<String> maps) {
        this.address = address;
        this.monitoring = address.isPresent() ? new Monitoring(Version.text(), maps) : null;
    }

    /** Receives requests and decisions, for the metrics. */
    RequestObserver requests() {
        return monitoring == null ? RequestObserver.NONE : monitoring.requests();
    }

    /** @throws org.mailcloak.server.transport.ListenException if the port cannot be had */
    void open(Backends sources, ConnectionRegistry connections, AliasAccounts bindings) {
        if (address.isPresent()) {
            Health health = new Health(
                    () -> connections.sinceTurn().compareTo(LOOP_PATIENCE) < 0,
                    () -> serving,
                    () -> sources.storeStatistics().sinceCheck().compareTo(DATABASE_PATIENCE) < 0,
                    () -> !sources.providerStatistics().breakerOpen());
            Monitoring known = requireNonNull(monitoring)
                    .connections(connections::statistics)
                    .provider(sources::providerStatistics)
                    .mirror(sources::mirrorStatistics)
                    .store(sources::storeStatistics)
                    .aliases(bindings::statistics)
                    .log(Logging::droppedLines);
            listener = HttpListener.open(address.get(), HttpLimits.defaults(), known.pages(health));
        }
    }

    /** @param now whether the sockets are open and the service is not stopping */
    void serving(boolean now) {
        serving = now;
    }

    /** Whether the sockets are open and the service is not stopping. */
    boolean isServing() {
        return serving;
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
    }
}
