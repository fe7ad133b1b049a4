package org.mailcloak.server.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailcloak.config.ListenAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening socket. It accepts in a thread of its own and hands each connection to the event loops. */
public final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 512;

    private final String name;
    private final ListenAddress address;
    private final ServerSocketChannel channel;
    private final Optional<SocketFile> file;

    private Listener(String name, ListenAddress address, ServerSocketChannel channel, Optional<SocketFile> file) {
        this.name = name;
        this.address = address;
        this.channel = channel;
        this.file = file;
    }

    /**
     * Opens the socket; connections wait in its backlog until {@link #start}.
     *
     * @param name of the service, for the log
     * @throws ListenException if the socket cannot be had
     */
    public static Listener bind(String name, ListenAddress address, SocketAccess access) {
        if (address instanceof ListenAddress.Unix unix) {
            SocketFile file = SocketFile.bind(unix.path(), access);
            return new Listener(name, address, file.channel(), Optional.of(file));
        }
        ListenAddress.Inet inet = (ListenAddress.Inet) address;
        return new Listener(name, address, bind(inet), Optional.empty());
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by close() of the listener, or here on failure
    private static ServerSocketChannel bind(ListenAddress.Inet inet) {
        InetSocketAddress where = new InetSocketAddress(inet.host(), inet.port());
        if (where.isUnresolved()) {
            throw new ListenException("Socket " + inet + ": the host name is not known");
        }
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                return channel.bind(where, BACKLOG);
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new ListenException("Socket " + inet + " cannot be opened: " + failure.getMessage(), failure);
        }
    }

    /** The port that the system chose, if the address left it the choice. */
    public int port() {
        try {
            return channel.getLocalAddress() instanceof InetSocketAddress bound ? bound.getPort() : 0;
        } catch (IOException closedAlready) {
            throw new UncheckedIOException(closedAlready);
        }
    }

    /**
     * Begins to accept.
     *
     * @param peers who may connect from now on; asked for each connection
     * @param limits of the protocol
     */
    public void start(
            ProtocolHandler.Factory handlers,
            ConnectionRegistry connections,
            Supplier<PeerAccessPolicy> peers,
            Limits limits) {
        Thread acceptor =
                new Thread(new Acceptor(name, channel, handlers, connections, peers, limits), "accept-" + name);
        acceptor.setDaemon(true);
        acceptor.start();
        LOG.info("{} listens on {}", name, address);
    }

    /** Stops accepting and removes the socket's file. Connections go on. */
    @Override
    public void close() {
        file.ifPresent(SocketFile::close);
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.warn("{}: {}", name, failure.getMessage());
        }
    }
}
