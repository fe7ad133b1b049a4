package org.mailcloak.server.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts the connections of one socket until it is closed. For one thread. */
final class Acceptor implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    /** Out of file descriptors, say: waiting lets others close theirs, and the backlog holds the clients meanwhile. */
    private static final long RETRY_MILLIS = 100;

    private final String name;
    private final ServerSocketChannel channel;
    private final ProtocolHandler.Factory handlers;
    private final ConnectionRegistry connections;
    private final Supplier<PeerAccessPolicy> peers;
    private final Limits limits;

    /** Of this socket; the bound of all sockets together is the registry's. */
    private final Semaphore places;

    private boolean failing;
    private boolean full;

    /**
     * @param peers who may connect from now on; asked for each connection
     * @param limits of the protocol that is spoken here
     */
    Acceptor(
            String name,
            ServerSocketChannel channel,
            ProtocolHandler.Factory handlers,
            ConnectionRegistry connections,
            Supplier<PeerAccessPolicy> peers,
            Limits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.connections());
        this.name = name;
        this.channel = channel;
        this.handlers = handlers;
        this.connections = connections;
        this.peers = peers;
    }

    @Override
    public void run() {
        for (long number = 1; channel.isOpen(); number++) {
            try {
                SocketChannel peer = channel.accept();
                failing = false;
                serve(name + "#" + number, peer);
            } catch (ClosedChannelException stopped) {
                return;
            } catch (IOException failure) {
                if (!failing) {
                    LOG.error("{} cannot accept connections, trying again: {}", name, failure.getMessage());
                }
                failing = true;
                pause();
            } catch (RuntimeException | Error defect) {
                // Without this thread Postfix would wait in the backlog, without an answer.
                LOG.error("{} cannot accept connections because of a defect, trying again", name, defect);
                pause();
            }
        }
    }

    /** A failure costs this one connection, and the next is accepted. */
    private void serve(String id, SocketChannel peer) {
        boolean taken = false;
        try {
            if (!peers.get().admits(id, peer)) {
                return;
            }
            ConnectionRegistry.Admission admission = admit(id, peer);
            taken = admission == ConnectionRegistry.Admission.TAKEN;
            boolean refused = admission == ConnectionRegistry.Admission.FULL;
            if (refused && !full) {
                LOG.warn("{}: connections are refused until there is room, {} are open", name, connections.count());
            }
            full = refused;
        } catch (RuntimeException | Error defect) {
            LOG.error("{}: closed because of a defect in Mailcloak", id, defect);
        } finally {
            if (!taken) {
                close(id, peer);
            }
        }
    }

    private ConnectionRegistry.Admission admit(String id, SocketChannel peer) {
        if (!places.tryAcquire()) {
            return connections.refuse();
        }
        boolean taken = false;
        try {
            ConnectionRegistry.Admission admission = connections.add(id, peer, handlers, limits, places::release);
            taken = admission == ConnectionRegistry.Admission.TAKEN;
            return admission;
        } finally {
            if (!taken) {
                places.release();
            }
        }
    }

    private static void close(String id, SocketChannel peer) {
        try {
            peer.close();
        } catch (IOException failure) {
            LOG.debug("{}: {}", id, failure.getMessage());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
