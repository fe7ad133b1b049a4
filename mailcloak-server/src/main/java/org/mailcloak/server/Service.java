package org.mailcloak.server;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.map.AddressMap;
import org.mailcloak.map.AddressMaps;
import org.mailcloak.server.endpoint.CodecConversation;
import org.mailcloak.server.endpoint.DecisionLog;
import org.mailcloak.server.endpoint.PolicyEndpoint;
import org.mailcloak.server.endpoint.SocketmapEndpoint;
import org.mailcloak.server.listen.Connections;
import org.mailcloak.server.listen.Conversation;
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
    private static final int LOOPS = Integer.getInteger("mailcloak.loops", 1);

    private static final String ROOT = "0";

    private final Configuration configuration;
    private final Sources sources;
    private final Connections connections;
    private final Timers timers = new Timers();
    private final Sockets sockets;
    private final List<AddressMap> maps;
    private final Watch watch;
    private boolean closed;

    /** Takes the sockets and the sources over: they are closed together with the service. */
    Service(Configuration configuration, Sockets sockets, MailStore store, IdentityProvider provider, Limits limits) {
        this.configuration = configuration;
        this.sockets = sockets;
        this.sources = Sources.cached(store, provider, configuration.idp(), timers);
        this.maps = AddressMaps.all(configuration.policy().rules());
        this.watch = new Watch(
                configuration.httpListen(), maps.stream().map(AddressMap::name).toList());
        this.connections = Connections.start(limits, Ticker.systemTicker(), LOOPS);
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
        PeerCheck peers = peers(configuration.sockets());
        sockets.policy().start(policyConversations(), connections, () -> peers);
        sockets.socketmap().start(socketmapConversations(), connections, () -> peers);
        timers.every(Duration.ofSeconds(1), "connection deadlines", connections::enforceDeadlines);
        watch.serving(true);
    }

    /** Root and this process's own user could not be kept out anyway: they may do what the server does. */
    private static PeerCheck peers(SocketsSection settings) {
        if (settings.allowedPeerUsers().isEmpty()) {
            return PeerCheck.everybody();
        }
        Set<String> users = new HashSet<>(settings.allowedPeerUsers());
        users.add(ROOT);
        users.add(Account.ownUid());
        return PeerCheck.only(users, Ticker.systemTicker());
    }

    private Conversation.Factory policyConversations() {
        PolicyEndpoint endpoint =
                new PolicyEndpoint(configuration.policy().rules(), sources::inquiry, decisionLog(), watch.requests());
        return () -> CodecConversation.policy(endpoint);
    }

    private Conversation.Factory socketmapConversations() {
        SocketmapEndpoint endpoint = new SocketmapEndpoint(maps, sources::inquiry, decisionLog(), watch.requests());
        return () -> CodecConversation.socketmap(endpoint);
    }

    private DecisionLog decisionLog() {
        return new DecisionLog(configuration.log().addresses());
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
        sources.close();
    }
}
