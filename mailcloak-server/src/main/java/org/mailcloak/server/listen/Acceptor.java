package org.mailcloak.server.listen;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts the connections of one socket until it is closed. For one thread. */
final class Acceptor implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    /** Out of file descriptors, say: waiting lets others close theirs, and the backlog holds the clients meanwhile. */
    private static final long RETRY_MILLIS = 100;

    private final String name;
    private final ServerSocketChannel channel;
    private final Conversation.Factory conversations;
    private final Connections connections;
    private final Executor threads;
    private boolean failing;
    private boolean full;

    Acceptor(
            String name,
            ServerSocketChannel channel,
            Conversation.Factory conversations,
            Connections connections,
            Executor threads) {
        this.name = name;
        this.channel = channel;
        this.conversations = conversations;
        this.connections = connections;
        this.threads = threads;
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

    /** Whatever goes wrong costs this one connection, and the next is accepted. */
    private void serve(String id, SocketChannel peer) {
        try {
            hand(new Connection(id, peer, conversations.open(), connections));
        } catch (RuntimeException | Error defect) {
            LOG.error("{}: closed because of a defect in Mailcloak", id, defect);
            try {
                peer.close();
            } catch (IOException failure) {
                LOG.debug("{}: {}", id, failure.getMessage());
            }
        }
    }

    private void hand(Connection connection) {
        if (!connections.add(connection)) {
            if (!full) {
                LOG.warn("{}: connections are refused until there is room, {} are open", name, connections.count());
            }
            full = true;
            connection.cut();
            return;
        }
        full = false;
        try {
            threads.execute(connection);
        } catch (RuntimeException | Error noThread) {
            LOG.error("{}: a connection was refused, no thread can be started: {}", name, noThread.toString());
            connection.cut();
            connections.remove(connection);
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
