package org.mailcloak.server;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.json.JsonObject;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.server.control.ControlHandler;
import org.mailcloak.server.transport.ConnectionRegistry;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.ListenException;
import org.mailcloak.server.transport.Listener;
import org.mailcloak.server.transport.PeerAccessPolicy;
import org.mailcloak.server.transport.SocketAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control socket, with connections and a thread of its own: nothing that its clients do holds up mail. It is opened
 * last, by the user that the service runs as, and a service without it goes on.
 */
final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    /** A few operators, who ask and go; 64 KiB for all that they have sent and not taken. */
    private static final Limits LIMITS = new Limits(8, Duration.ofSeconds(10), Duration.ofSeconds(5), 64 * 1024);

    private static final Duration STOP_PATIENCE = Duration.ofMillis(100);

    private final @Nullable Listener listener;
    private final @Nullable ConnectionRegistry connections;

    private ControlSocket(@Nullable Listener listener, @Nullable ConnectionRegistry connections) {
        this.listener = listener;
        this.connections = connections;
    }

    /**
     * Opens it, or says in the log why it cannot be had.
     *
     * @param address empty: there is no control socket
     * @param status answers the call {@code status}
     */
    static ControlSocket open(Optional<ListenAddress.Unix> address, Supplier<JsonObject> status) {
        if (address.isEmpty()) {
            return new ControlSocket(null, null);
        }
        SocketAccess access =
                new SocketAccess(Optional.empty(), Optional.empty(), PosixFilePermissions.fromString("rw-rw----"));
        try {
            Listener listener = Listener.bind("control", address.get(), access);
            ConnectionRegistry connections =
                    ConnectionRegistry.start("control", LIMITS, Ticker.systemTicker(), 1, () -> false);
            listener.start(
                    () -> new ControlHandler(Map.of("status", status)),
                    connections,
                    PeerAccessPolicy::everybody,
                    LIMITS);
            return new ControlSocket(listener, connections);
        } catch (ListenException failure) {
            LOG.warn("mailcloakctl status cannot ask this server: {}", failure.getMessage());
            return new ControlSocket(null, null);
        }
    }

    /** Closes connections that are over their time. */
    void enforceDeadlines() {
        if (connections != null) {
            connections.enforceDeadlines();
        }
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        if (connections != null) {
            connections.stop(STOP_PATIENCE);
        }
    }
}
