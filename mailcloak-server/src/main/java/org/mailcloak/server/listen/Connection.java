package org.mailcloak.server.listen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import org.mailcloak.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: read, answer, write, in a thread of its own. A fault of the peer closes this connection alone, with
 * one warning.
 */
final class Connection implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** A policy request of Postfix has about 600 bytes. */
    private static final int READ_SIZE = 4_096;

    private final String name;
    private final SocketChannel channel;
    private final Conversation conversation;
    private final Connections connections;
    private final Activity activity;

    Connection(String name, SocketChannel channel, Conversation conversation, Connections connections) {
        this.name = name;
        this.channel = channel;
        this.conversation = conversation;
        this.connections = connections;
        this.activity = new Activity(connections.ticker());
    }

    @Override
    public void run() {
        try (channel) {
            converse();
        } catch (ProtocolException fault) {
            LOG.warn("{}: closed, the peer sent no valid request: {}", name, fault.getMessage());
        } catch (ClosedChannelException closed) {
            activity.closedBecause().ifPresent(why -> LOG.warn("{}: closed, {}", name, why));
        } catch (IOException broken) {
            LOG.debug("{}: the peer is gone: {}", name, broken.getMessage());
        } catch (RuntimeException | Error defect) {
            LOG.error("{}: closed because of a defect in Mailcloak", name, defect);
        } finally {
            connections.remove(this);
        }
    }

    private void converse() throws IOException, ProtocolException {
        ByteBuffer in = ByteBuffer.allocateDirect(READ_SIZE);
        Replies out = new Replies();
        while (activity.waiting(conversation.isMidRequest()) && channel.read(in.clear()) >= 0) {
            activity.working();
            try {
                conversation.receive(in.flip(), out);
            } finally {
                write(out);
            }
        }
        if (conversation.isMidRequest()) {
            LOG.debug("{}: the peer left in the middle of a request", name);
        }
    }

    private void write(Replies out) throws IOException {
        if (out.isEmpty()) {
            return;
        }
        activity.writing();
        ByteBuffer bytes = out.take();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void enforce(Limits limits, long now) {
        if (activity.isOverdue(limits, now)) {
            cut();
        }
    }

    /** Closes the connection now if it waits for a request, and otherwise after the reply. */
    void stop() {
        if (activity.stop()) {
            cut();
        }
    }

    void cut() {
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.debug("{}: {}", name, failure.getMessage());
        }
    }
}
