package org.mailcloak.idp.ldap.local;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Waits until one direction of a channel is ready. Each direction has one, for one thread at a time. */
final class Readiness {

    private final SocketChannel channel;
    private final int operation;
    private @Nullable Selector selector;
    private boolean closed;

    /** @param operation of {@link SelectionKey} */
    Readiness(SocketChannel channel, int operation) {
        this.channel = channel;
        this.operation = operation;
    }

    /**
     * @param timeout milliseconds; 0: without an end
     * @throws SocketTimeoutException if it is not ready in that time
     * @throws SocketException if the channel is closed, also meanwhile
     */
    void await(int timeout) throws IOException {
        Selector waiting = selector();
        try {
            int ready = waiting.select(timeout);
            waiting.selectedKeys().clear();
            if (!channel.isOpen()) {
                throw closed();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new SocketException("interrupted");
            }
            if (ready == 0 && timeout > 0) {
                throw new SocketTimeoutException("not ready in " + timeout + " ms");
            }
        } catch (ClosedSelectorException e) {
            throw closed();
        }
    }

    static SocketException closed() {
        return new SocketException("the socket is closed");
    }

    private synchronized Selector selector() throws IOException {
        if (closed) {
            throw closed();
        }
        if (selector == null) {
            selector = Selector.open();
            channel.register(selector, operation);
        }
        return selector;
    }

    /** Ends an {@link #await} of another thread, after the channel was closed. */
    synchronized void close() throws IOException {
        closed = true;
        if (selector != null) {
            selector.close();
        }
    }
}
