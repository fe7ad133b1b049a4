package org.mailcloak.server.transport;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.server.transport.ProtocolHandler.PendingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: read, answer, write. It reads no further while a request waits for its answer or the peer does not
 * take its replies, so a peer can fill neither memory nor the look-ups. A fault of the peer closes this connection
 * alone, with one warning. Everything but {@link #cut} and {@link #name} happens in the loop's thread.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final String name;
    private final SocketChannel channel;
    private final ProtocolHandler handler;
    private final ConnectionState activity;
    private @Nullable SelectionKey key;

    /** What the peer has sent behind a request that waits. */
    private ByteBuffer unread = NOTHING;

    /** What the peer has not taken yet. */
    private ByteBuffer unsent = NOTHING;

    /** Requests that wait, at most {@link ProtocolHandler#mostWaiting}. */
    private final List<PendingRequest> waiting = new ArrayList<>(0);

    private final Limits limits;
    private final Runnable onRemoved;

    /** What the loop counts for this connection. */
    private int weight;

    /** Closed as soon as nothing is owed to the peer. */
    private boolean ending;

    /**
     * @param limits of its protocol
     * @param onRemoved runs once, when it is closed
     */
    Connection(
            String name, SocketChannel channel, ProtocolHandler handler, Limits limits, Runnable onRemoved, long now) {
        this.limits = limits;
        this.onRemoved = onRemoved;
        this.name = name;
        this.channel = channel;
        this.handler = handler;
        this.activity = new ConnectionState(now);
    }

    String name() {
        return name;
    }

    SocketChannel channel() {
        return channel;
    }

    /** The connection is served from now on. */
    void registered(SelectionKey ownKey, ConnectionLoop<Connection> loop) throws IOException {
        this.key = ownKey;
        OutboundBuffer out = loop.replies();
        handler.opened(out);
        if (!out.isEmpty()) {
            write(out, loop);
            settle(loop);
        }
    }

    void removed() {
        onRemoved.run();
    }

    List<PendingRequest> waiting() {
        return List.copyOf(waiting);
    }

    /** There is something to read, or room for what has to be written. */
    void ready(ConnectionLoop<Connection> loop) throws IOException, ProtocolException {
        if (unsent.hasRemaining()) {
            flush(loop);
        } else {
            read(loop);
        }
    }

    private void read(ConnectionLoop<Connection> loop) throws IOException, ProtocolException {
        ByteBuffer in = loop.input();
        int count = channel.read(in);
        if (count < 0) {
            if (handler.isMidRequest()) {
                LOG.debug("{}: the peer left in the middle of a request", name);
            }
            endOfInput(loop);
        } else if (count > 0) {
            activity.working();
            answer(in.flip(), loop);
        }
    }

    /** A peer that sends nothing more still gets the replies to the requests that wait. */
    private void endOfInput(ConnectionLoop<Connection> loop) {
        if (waiting.isEmpty()) {
            loop.close(this);
        } else {
            ending = true;
            settle(loop);
        }
    }

    private void answer(ByteBuffer in, ConnectionLoop<Connection> loop) throws IOException, ProtocolException {
        OutboundBuffer out = loop.replies();
        List<PendingRequest> begun = List.of();
        try {
            Optional<PendingRequest> pending = receive(in, out);
            while (pending.isPresent()) {
                begun = new ArrayList<>(begun);
                begun.add(pending.get());
                pending = receive(in, out);
            }
        } finally {
            write(out, loop);
        }
        if (in.hasRemaining()) {
            unread = joined(NOTHING, in);
        }
        if (!begun.isEmpty()) {
            begun.forEach(request -> loop.park(this, request));
        }
        settle(loop);
    }

    private Optional<PendingRequest> receive(ByteBuffer in, OutboundBuffer out) throws ProtocolException {
        if (!mayWait()) {
            return Optional.empty();
        }
        Optional<PendingRequest> pending = handler.receive(in, out);
        pending.ifPresent(waiting::add);
        return pending;
    }

    /** Whether one more request may wait. */
    private boolean mayWait() {
        return waiting.size() < handler.mostWaiting();
    }

    /** A request that waits may be answered now. */
    void retry(PendingRequest request, ConnectionLoop<Connection> loop) throws IOException, ProtocolException {
        if (!waiting.contains(request)) {
            return;
        }
        OutboundBuffer out = loop.replies();
        if (!request.retry(out)) {
            loop.park(this, request);
            return;
        }
        waiting.remove(request);
        write(out, loop);
        proceed(loop);
    }

    /** Goes on with what the peer has sent meanwhile. */
    private void proceed(ConnectionLoop<Connection> loop) throws IOException, ProtocolException {
        if (unread.hasRemaining() && mayWait() && !unsent.hasRemaining()) {
            ByteBuffer in = unread;
            unread = NOTHING;
            answer(in, loop);
        } else {
            settle(loop);
        }
    }

    private void write(OutboundBuffer out, ConnectionLoop<Connection> loop) throws IOException {
        if (out.isEmpty()) {
            return;
        }
        activity.writing(loop.now());
        ByteBuffer bytes = out.waiting();
        if (!unsent.hasRemaining()) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            unsent = joined(unsent, bytes);
        }
    }

    private void flush(ConnectionLoop<Connection> loop) throws IOException, ProtocolException {
        channel.write(unsent);
        if (!unsent.hasRemaining()) {
            unsent = NOTHING;
            proceed(loop);
        }
    }

    /** Waits for the next event of the connection. */
    private void settle(ConnectionLoop<Connection> loop) {
        weigh(loop, handler.heldBytes() + unread.capacity() + unsent.capacity());
        if (unsent.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
        } else if (!mayWait() || (ending && !waiting.isEmpty())) {
            activity.working();
            await(0);
        } else if (ending) {
            loop.close(this);
        } else if (!waiting.isEmpty() && !handler.isMidRequest()) {
            activity.working();
            await(SelectionKey.OP_READ);
        } else {
            activity.waiting(handler.isMidRequest(), loop.now());
            await(SelectionKey.OP_READ);
        }
    }

    private void await(int operations) {
        SelectionKey ownKey = requireNonNull(key, "key");
        if (ownKey.isValid() && ownKey.interestOps() != operations) {
            ownKey.interestOps(operations);
        }
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    /** Bytes of memory that are taken for what is half sent or not taken. */
    int weight() {
        return weight;
    }

    private void weigh(ConnectionLoop<Connection> loop, int now) {
        int before = weight;
        weight = now;
        loop.burden(this, now - before);
    }

    /**
     * Gives up what it holds, and closes the socket. The selector keeps the key until it selects again, and thousands may
     * be closed before that, so the key lets go of this.
     */
    void cut(ConnectionLoop<Connection> loop) {
        weigh(loop, 0);
        cut();
        SelectionKey ownKey = key;
        if (ownKey != null) {
            ownKey.attach(null);
        }
    }

    /** Why it is to be closed; empty if it is not over its deadline. */
    Optional<String> overdue(long now) {
        return activity.overdue(limits, now);
    }

    /** Closes the connection now if nothing is owed to the peer, and otherwise after the reply. */
    void end(ConnectionLoop<Connection> loop) {
        ending = true;
        if (!waiting.isEmpty()) {
            settle(loop);
        } else if (activity.isWaiting()) {
            loop.close(this);
        }
    }

    /** Closes the socket. Any thread may do so. */
    void cut() {
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.debug("{}: {}", name, failure.getMessage());
        }
    }
}
