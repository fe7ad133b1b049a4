package org.mailcloak.server;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.map.AddressMap;
import org.mailcloak.map.AddressMaps;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.server.endpoint.CodecConversation;
import org.mailcloak.server.endpoint.DecisionLog;
import org.mailcloak.server.endpoint.PolicyEndpoint;
import org.mailcloak.server.endpoint.SocketmapEndpoint;
import org.mailcloak.server.listen.Connections;
import org.mailcloak.server.listen.Limits;
import org.mailcloak.server.listen.PeerCheck;
import org.mailcloak.server.posix.Account;
import org.mailcloak.store.MailStore;
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

    /** Nobody uses what a reload has replaced for longer than a request lasts. */
    private static final Duration LAST_USE = PolicyEndpoint.BUDGET.plusSeconds(2);

    private final Sources sources;
    private final Connections connections;
    private final Timers timers = new Timers();
    private final Sockets sockets;
    private final Watch watch;
    private final Queue<Runnable> retired = new ConcurrentLinkedQueue<>();
    private volatile Live live;
    private boolean closed;

    /**
     * What answers requests, all of one configuration; each request takes it as it is when the request comes.
     *
     * @param configuration all of this was made of
     */
    private record Live(
            Configuration configuration, PolicyEndpoint policy, SocketmapEndpoint socketmap, PeerCheck peers) {}

    /** Takes the sockets and the sources over: they are closed together with the service. */
    Service(Configuration configuration, Sockets sockets, MailStore store, IdentityProvider provider, Limits limits) {
        this.sockets = sockets;
        this.sources = Sources.cached(store, provider, configuration.idp(), timers);
        this.watch = new Watch(
                configuration.httpListen(),
                AddressMaps.all(configuration.policy().rules()).stream()
                        .map(AddressMap::name)
                        .toList());
        this.connections = Connections.start(limits, Ticker.systemTicker(), LOOPS);
        this.live = live(configuration, PeerCheck.everybody(), sources.identities());
    }

    /**
     * Begins to accept.
     *
     * @throws org.mailcloak.server.listen.ListenException if a user that may connect is not known
     */
    synchronized void start() {
        if (closed) {
            return;
        }
        watch.open(sources, connections);
        Configuration configuration = live.configuration();
        live = live(configuration, peers(configuration.sockets()), sources.identities());
        sockets.policy().start(() -> CodecConversation.policy(() -> live.policy()), connections, () -> live.peers());
        sockets.socketmap()
                .start(() -> CodecConversation.socketmap(() -> live.socketmap()), connections, () -> live.peers());
        sockets.tables()
                .forEach((map, listener) -> listener.start(
                        () -> CodecConversation.tcpTable(() -> live.socketmap(), map),
                        connections,
                        () -> live.peers()));
        timers.every(Duration.ofSeconds(1), "connection deadlines", connections::enforceDeadlines);
        watch.serving(true);
    }

    /** Root and this process's own user could not be kept out anyway: they may do what the server does. */
    private static PeerCheck peers(SocketsSection settings) {
        if (settings.allowedPeerUsers().isEmpty()) {
            return PeerCheck.everybody().from(hosts(settings), Ticker.systemTicker());
        }
        Set<String> users = new HashSet<>(settings.allowedPeerUsers());
        users.add(ROOT);
        users.add(Account.ownUid());
        return PeerCheck.only(users, Ticker.systemTicker()).from(hosts(settings), Ticker.systemTicker());
    }

    private static Predicate<InetAddress> hosts(SocketsSection settings) {
        return host -> settings.admits(host.getHostAddress());
    }

    private Live live(Configuration configuration, PeerCheck peers, Identities identities) {
        PolicyRules rules = configuration.policy().rules();
        DecisionLog log = new DecisionLog(configuration.log().addresses());
        Supplier<Inquiry> inquiries = () -> sources.inquiry(identities);
        return new Live(
                configuration,
                new PolicyEndpoint(rules, inquiries, log, watch.requests()),
                new SocketmapEndpoint(AddressMaps.all(rules), inquiries, log, watch.requests()),
                peers);
    }

    /** Runs the task again and again as long as the loops that serve take their turns. */
    void whileAlive(Duration period, Runnable task) {
        timers.every(period, "watchdog", () -> {
            if (connections.sinceTurn().compareTo(LOOP_PATIENCE) < 0) {
                task.run();
            }
        });
    }

    /** What is in use. */
    Configuration configuration() {
        return live.configuration();
    }

    /**
     * Goes over to another configuration between two requests. Connections stay open, and requests that wait are answered
     * by what they came to.
     *
     * @param next with what {@link FixedSettings} keeps
     * @param provider takes the place of the one in use, which is closed after its last use; empty: that one stays, and
     *     its memory with it; a mirror is read anew, and believes what it reads. Taken over in any case
     * @throws org.mailcloak.server.listen.ListenException if a user that may connect is not known; nothing is changed
     */
    synchronized void adopt(Configuration next, Optional<IdentityProvider> provider) {
        if (closed) {
            provider.ifPresent(IdentityProvider::close);
            return;
        }
        boolean done = false;
        try {
            PeerCheck peers = peers(next.sockets());
            Optional<Identities> fresh = provider.map(known -> Identities.of(known, next.idp()));
            live = live(next, peers, fresh.orElse(sources.identities()));
            fresh.map(sources::replaceIdentities).ifPresent(before -> afterLastUse(before::close));
            sources.identities().mirror().ifPresent(Mirror::believeNextScan);
            done = true;
        } finally {
            if (!done) {
                provider.ifPresent(IdentityProvider::close);
            }
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
        sockets.close();
        int cut = connections.stop(STOP_PATIENCE);
        LOG.info("All connections are closed{}", cut == 0 ? "" : ", " + cut + " of them in the middle of a request");
        watch.close();
        timers.close();
        retired.forEach(Runnable::run);
        sources.close();
    }
}
