package org.mailcloak.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.server.handler.Protocol;
import org.mailcloak.server.handler.ProtocolEndpoint;
import org.mailcloak.server.posix.PosixUser;
import org.mailcloak.server.transport.Listener;
import org.mailcloak.server.transport.SocketAccess;
import org.mailcloak.server.transport.SocketExamination;

/**
 * The sockets of the protocols. Clients wait in their backlogs until they are served.
 *
 * @param open in the order in which they were opened
 */
record Listeners(List<Bound> open) implements AutoCloseable {

    /** A socket, and the protocol that is spoken there. */
    record Bound(Protocol<?> protocol, ProtocolEndpoint endpoint, Listener listener) {}

    Listeners {
        open = List.copyOf(open);
    }

    /** Opens the sockets of all protocols; see {@link #bind(List, SocketsSection, Optional)}. */
    static Listeners bind(SocketsSection settings, Optional<PosixUser> user) {
        return bind(Protocols.ALL, settings, user);
    }

    /**
     * Opens the sockets of the protocols.
     *
     * @param user whom the process will become: unless the settings say otherwise the files are that user's, as if it had
     *     made them
     * @throws org.mailcloak.server.transport.ListenException if a socket cannot be had; then none is left open
     */
    static Listeners bind(List<Protocol<?>> protocols, SocketsSection settings, Optional<PosixUser> user) {
        SocketAccess access = access(settings, user);
        List<Bound> open = new ArrayList<>();
        boolean done = false;
        try {
            for (Protocol<?> protocol : protocols) {
                for (ProtocolEndpoint endpoint : protocol.endpoints(settings)) {
                    Listener listener = Listener.bind(endpoint.name(), endpoint.address(), access);
                    open.add(new Bound(protocol, endpoint, listener));
                }
            }
            done = true;
            return new Listeners(open);
        } finally {
            if (!done) {
                open.forEach(bound -> bound.listener().close());
            }
        }
    }

    private static SocketAccess access(SocketsSection settings, Optional<PosixUser> user) {
        return new SocketAccess(
                settings.ownerUser().or(() -> user.map(PosixUser::name)),
                settings.ownerGroup().or(() -> user.map(PosixUser::group)),
                settings.mode().permissions(),
                user.map(PosixUser::name));
    }

    /**
     * What {@link #bind} would come to, by the name of each socket in the order of its being opened. Opens nothing. To be
     * called before the process becomes the user.
     */
    static Map<String, SocketExamination> examine(SocketsSection settings, Optional<PosixUser> user) {
        SocketAccess access = access(settings, user);
        Map<String, SocketExamination> found = new LinkedHashMap<>();
        endpoints(settings)
                .forEach(endpoint -> found.put(endpoint.name(), SocketExamination.of(endpoint.address(), access)));
        return found;
    }

    /** Returns where all protocols listen by these settings, in the order of being opened. */
    static List<ProtocolEndpoint> endpoints(SocketsSection settings) {
        return Protocols.ALL.stream()
                .flatMap(protocol -> protocol.endpoints(settings).stream())
                .toList();
    }

    /** Returns the ports of the TCP sockets in the order of being opened; 0 for a Unix domain socket. */
    List<Integer> ports() {
        return open.stream().map(bound -> bound.listener().port()).toList();
    }

    /** Stops accepting and removes the files. */
    @Override
    public void close() {
        open.forEach(bound -> bound.listener().close());
    }
}
