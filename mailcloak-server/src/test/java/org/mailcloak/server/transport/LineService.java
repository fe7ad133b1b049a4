package org.mailcloak.server.transport;

import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.mailcloak.config.ListenAddress;

/** A listener that answers lines, with everything around it. */
final class LineService implements AutoCloseable {

    static final Duration IDLE = Duration.ofMinutes(20);
    static final Duration HALF_SENT = Duration.ofSeconds(30);
    static final long MUCH = 4L * LineHandler.HUGE_BYTES;
    static final SocketAccess ACCESS =
            new SocketAccess(Optional.empty(), Optional.empty(), PosixFilePermissions.fromString("rw-rw----"));

    final SettableTicker ticker = new SettableTicker();
    final LineHandler lines = new LineHandler(ticker);
    final ConnectionRegistry connections;
    final Listener listener;

    private LineService(Limits limits, ListenAddress address) {
        this.connections = ConnectionRegistry.start(limits, ticker, 1);
        this.listener = Listener.bind("lines", address, ACCESS);
    }

    static LineService start(ListenAddress address, int maxConnections) {
        return start(address, new Limits(maxConnections, IDLE, HALF_SENT, MUCH));
    }

    static LineService start(ListenAddress address, Limits limits) {
        LineService service = new LineService(limits, address);
        service.listener.start(service.lines, service.connections, PeerAccessPolicy::everybody, limits);
        return service;
    }

    /** On a TCP port that the system chooses. */
    static LineService start() {
        return start(new ListenAddress.Inet("127.0.0.1", 0), 100);
    }

    Peer connect() {
        return Peer.inet(listener.port());
    }

    /** Until no connection is open; each has then logged what it had to say. */
    void awaitNoConnection() {
        Awaitility.await().until(() -> connections.count() == 0);
    }

    @Override
    public void close() {
        lines.gate.complete(null);
        listener.close();
        connections.stop(Duration.ofSeconds(10));
    }
}
