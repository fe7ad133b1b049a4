package org.mailcloak.server.transport;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which users may use a Unix domain socket, by the kernel's word: SO_PEERCRED, the effective user of a process when it
 * connected (unix(7)). Asked before a byte is read. A peer whose user cannot be had is refused. TCP has no such thing, but
 * the peer's address. Safe for use by many threads.
 */
public final class PeerAccessPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(PeerAccessPolicy.class);

    /** A user that is refused again and again is named this often. */
    private static final Duration WARNING_PAUSE = Duration.ofMinutes(1);

    /** So many users are remembered for that; then all are forgotten, and warned of once more. */
    private static final int MAX_REMEMBERED = 100;

    /** All hosts together; no user has this name. */
    private static final String OUTSIDE = "";

    private final boolean everybody;
    private final Set<UserPrincipal> allowed;
    private final Predicate<InetAddress> hosts;
    private final Ticker ticker;
    private final Map<String, Long> warned = new HashMap<>();

    private PeerAccessPolicy(
            boolean everybody, Set<UserPrincipal> allowed, Predicate<InetAddress> hosts, Ticker ticker) {
        this.everybody = everybody;
        this.hosts = hosts;
        this.allowed = allowed;
        this.ticker = ticker;
    }

    /** The mode of the socket's file alone decides; by TCP this machine only. */
    public static PeerAccessPolicy everybody() {
        return new PeerAccessPolicy(true, Set.of(), InetAddress::isLoopbackAddress, Ticker.systemTicker());
    }

    /**
     * Root may always be named by its uid, 0.
     *
     * @param users names, or uids
     * @throws ListenException if the system has no user of a name
     */
    public static PeerAccessPolicy only(Collection<String> users, Ticker ticker) {
        UserPrincipalLookupService system = FileSystems.getDefault().getUserPrincipalLookupService();
        Set<UserPrincipal> allowed = new HashSet<>();
        for (String user : users) {
            try {
                allowed.add(system.lookupPrincipalByName(user));
            } catch (UserPrincipalNotFoundException unknown) {
                throw new ListenException("sockets.allowed_peer_users: this system has no user " + user, unknown);
            } catch (IOException failure) {
                throw new ListenException("sockets.allowed_peer_users: " + user + ": " + failure, failure);
            }
        }
        return new PeerAccessPolicy(false, allowed, InetAddress::isLoopbackAddress, ticker);
    }

    /**
     * The same, with these hosts for TCP.
     *
     * @param newHosts whether a host may connect
     */
    public PeerAccessPolicy from(Predicate<InetAddress> newHosts, Ticker newTicker) {
        return new PeerAccessPolicy(everybody, allowed, newHosts, newTicker);
    }

    /** @param id of the connection, for the log */
    boolean admits(String id, SocketChannel peer) {
        try {
            if (!(peer.getLocalAddress() instanceof UnixDomainSocketAddress)) {
                return admitsHost(id, peer.getRemoteAddress());
            }
            if (everybody) {
                return true;
            }
            UserPrincipal user =
                    peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            if (allowed.contains(user)) {
                return true;
            }
            warn(id, user.getName());
        } catch (IOException | UnsupportedOperationException failure) {
            LOG.warn("{}: refused, who it is cannot be told: {}", id, failure.toString());
        }
        return false;
    }

    private boolean admitsHost(String id, SocketAddress from) {
        if (from instanceof InetSocketAddress host && hosts.test(host.getAddress())) {
            return true;
        }
        if (isDue(OUTSIDE)) {
            LOG.warn(
                    "{}: refused, {} is not in sockets.allowed_networks; more of such hosts are not told for {} s",
                    id,
                    from,
                    WARNING_PAUSE.toSeconds());
        }
        return false;
    }

    private void warn(String id, String user) {
        if (isDue(user)) {
            LOG.warn(
                    "{}: refused, user {} is not in sockets.allowed_peer_users; more of that user are not told for {} s",
                    id,
                    user,
                    WARNING_PAUSE.toSeconds());
        }
    }

    private synchronized boolean isDue(String user) {
        long now = ticker.read();
        Long last = warned.get(user);
        if (last != null && now - last < WARNING_PAUSE.toNanos()) {
            return false;
        }
        if (warned.size() >= MAX_REMEMBERED) {
            warned.clear();
        }
        warned.put(user, now);
        return true;
    }
}
