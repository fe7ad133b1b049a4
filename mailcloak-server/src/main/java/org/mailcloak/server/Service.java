package org.mailcloak.server;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.LogSection;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.server.control.RefusalTally;
import org.mailcloak.server.handler.DecisionLog;
import org.mailcloak.server.handler.Protocol;
import org.mailcloak.server.handler.ServedProtocol;
import org.mailcloak.server.handler.ServiceContext;
import org.mailcloak.server.posix.PosixUser;
import org.mailcloak.server.transport.ConnectionRegistry;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.PeerAccessPolicy;
import org.mailcloak.store.MailStore;
import org.mailcloak.table.AddressMap;
import org.mailcloak.table.AddressMaps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service: everything between the sockets and the sources, put together. {@link #start} is called once. A
 * close that comes while it starts waits for that; a start after it does nothing.
 */
final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /** Requests that are being answered get this long when the service stops; the process ends within 5 s. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);

    /** One thread answers more requests than a Postfix on the same machine can ask. */
    private static final int LOOPS = 1;

    /** Each loop takes a turn every second; one that has not for this long hangs. */
    private static final Duration LOOP_PATIENCE = Duration.ofSeconds(10);

    private static final String ROOT = "0";

    /** No request uses what a reload has replaced for longer than it lasts. */
    private static final Duration LAST_USE = Protocol.BUDGET.plusSeconds(2);

    private final Backends sources;
    private final ConnectionRegistry connections;
    private final ScheduledTasks timers = new ScheduledTasks();
    private final Listeners sockets;
    private final ManagementEndpoint watch;
    private final RefusalTally refusals;
    private @Nullable ControlSocket control;
    private final PublishedDelimiter published;
    private final AliasAccounts bindings;
    private final Map<Protocol<?>, ServedProtocol<?>> protocols = new LinkedHashMap<>();
    private final Limits limits;
    private final Queue<Runnable> retired = new ConcurrentLinkedQueue<>();
    private volatile Live live;
    private boolean closed;

    /** What is in use beside the services of the protocols, each of which takes the place of the one before by itself. */
    private record Live(Configuration configuration, PeerAccessPolicy peers) {}

    /** Takes the sockets and the sources over: they are closed together with the service. */
    Service(Configuration configuration, Listeners sockets, MailStore store, IdentityProvider provider, Limits limits) {
        this.sockets = sockets;
        this.limits = limits;
        this.published = new PublishedDelimiter(store);
        this.sources = Backends.cached(store, provider, configuration.idp(), timers);
        this.watch = new ManagementEndpoint(
                configuration.httpListen(),
                AddressMaps.all(configuration.rules()).stream()
                        .map(AddressMap::name)
                        .toList());
        this.refusals = new RefusalTally(watch.requests());
        this.bindings = AliasAccounts.of(store, this::mayQuoteRequests);
        this.connections = ConnectionRegistry.start(limits, Ticker.systemTicker(), LOOPS, this::mayQuoteRequests);
        ServiceContext context = context(configuration, sources.accounts());
        sockets.open()
                .forEach(bound ->
                        protocols.computeIfAbsent(bound.protocol(), protocol -> ServedProtocol.of(protocol, context)));
        this.live = new Live(configuration, PeerAccessPolicy.everybody());
    }

    /**
     * Begins to accept.
     *
     * @throws org.mailcloak.server.transport.ListenException if a user that may connect is not known
     */
    synchronized void start() {
        if (closed) {
            return;
        }
        watch.open(sources, connections, bindings);
        Configuration configuration = live.configuration();
        published.write(configuration);
        live = new Live(configuration, peers(configuration.sockets()));
        for (Listeners.Bound bound : sockets.open()) {
            ServedProtocol<?> protocol = requireNonNull(protocols.get(bound.protocol()));
            bound.listener()
                    .start(
                            protocol.handlers(bound.endpoint()),
                            connections,
                            () -> live.peers(),
                            protocol.limits(limits));
        }
        timers.every(Duration.ofSeconds(1), "connection deadlines", connections::enforceDeadlines);
        timers.every(Duration.ofSeconds(1), "accounts of aliases", bindings::write);
        watch.serving(true);
        Status status = new Status(sources, connections, refusals, watch::isServing);
        control = ControlSocket.open(configuration.sockets().control(), () -> status.of(live.configuration()));
        timers.every(Duration.ofSeconds(1), "control deadlines", control::enforceDeadlines);
    }

    /** Root and this process's own user could not be kept out anyway: they may do what the server does. */
    private static PeerAccessPolicy peers(SocketsSection settings) {
        if (settings.allowedPeerUsers().isEmpty()) {
            return PeerAccessPolicy.everybody().from(hosts(settings), Ticker.systemTicker());
        }
        Set<String> users = new HashSet<>(settings.allowedPeerUsers());
        users.add(ROOT);
        users.add(PosixUser.ownUid());
        return PeerAccessPolicy.only(users, Ticker.systemTicker()).from(hosts(settings), Ticker.systemTicker());
    }

    private static Predicate<InetAddress> hosts(SocketsSection settings) {
        return host -> settings.admits(host.getHostAddress());
    }

    private ServiceContext context(Configuration configuration, ProviderRuntime accounts) {
        return new ServiceContext(
                configuration,
                () -> sources.lookups(accounts),
                new DecisionLog(configuration.log().addresses()),
                refusals,
                bindings.binder());
    }

    /** Runs the task again and again as long as the loops that serve take their turns. */
    void whileAlive(Duration period, Runnable task) {
        timers.every(period, "watchdog", () -> {
            if (connections.sinceTurn().compareTo(LOOP_PATIENCE) < 0) {
                task.run();
            }
        });
    }

    /** What is no request is quoted in the log only where addresses are shown. */
    private boolean mayQuoteRequests() {
        return live.configuration().log().addresses() == LogSection.Addresses.FULL;
    }

    /** What is in use. */
    Configuration configuration() {
        return live.configuration();
    }

    /**
     * Goes over to another configuration between two requests. Connections stay open, and requests that wait are answered
     * by what they came to.
     *
     * @param next with what {@link RestartOnlySettings} keeps
     * @param provider takes the place of the one in use, which is closed after its last use; empty: that one stays, and
     *     its memory with it; a mirror is read anew, and believes what it reads. Taken over in any case
     * @throws org.mailcloak.server.transport.ListenException if a user that may connect is not known; nothing is changed
     */
    synchronized void adopt(Configuration next, Optional<IdentityProvider> provider) {
        if (closed) {
            provider.ifPresent(IdentityProvider::close);
            return;
        }
        boolean done = false;
        try {
            PeerAccessPolicy peers = peers(next.sockets());
            Optional<ProviderRuntime> fresh = provider.map(known -> ProviderRuntime.of(known, next.idp()));
            ServiceContext context = context(next, fresh.orElse(sources.accounts()));
            List<Runnable> changes = protocols.values().stream()
                    .map(protocol -> protocol.prepare(context))
                    .toList();
            live = new Live(next, peers);
            changes.forEach(Runnable::run);
            fresh.map(sources::replaceAccounts).ifPresent(before -> afterLastUse(before::close));
            done = true;
            afterChange(next);
        } finally {
            if (!done) {
                provider.ifPresent(IdentityProvider::close);
            }
        }
    }

    /** The new configuration is in use by now, so a failure here is no reason to give it up. */
    private void afterChange(Configuration next) {
        try {
            sources.accounts().mirror().ifPresent(Mirror::believeNextScan);
            published.write(next);
        } catch (RuntimeException | Error bug) {
            LOG.error(
                    "Reloaded, but an internal error followed: the mirror or the published delimiter is as before",
                    bug);
        }
    }

    /** Runs the task when no request uses any more what was replaced before this call, or when the service is closed. */
    synchronized void afterLastUse(Runnable task) {
        AtomicBoolean due = new AtomicBoolean(true);
        Runnable once = () -> {
            if (due.getAndSet(false)) {
                task.run();
            }
        };
        if (closed) {
            once.run();
            return;
        }
        retired.add(once);
        timers.after(LAST_USE, "closing what a reload has replaced", () -> {
            retired.remove(once);
            once.run();
        });
    }

    /** Stops accepting, answers what is under way, and releases everything. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.serving(false);
        if (control != null) {
            control.close();
        }
        sockets.close();
        int cut = connections.stop(STOP_PATIENCE);
        LOG.info("All connections are closed{}", cut == 0 ? "" : ", " + cut + " of them in the middle of a request");
        watch.close();
        timers.close();
        bindings.close();
        retired.forEach(Runnable::run);
        sources.close();
    }
}
