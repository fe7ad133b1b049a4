package org.mailcloak.server.listen;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.server.listen.Conversation.WaitingRequest;
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
    private final Conversation conversation;
    private final Activity activity;
    private @Nullable SelectionKey key;

    /** What the peer has sent behind a request that waits. */
    private ByteBuffer unread = NOTHING;

    /** What the peer has not taken yet. */
    private ByteBuffer unsent = NOTHING;

    private Optional<WaitingRequest> waiting = Optional.empty();

    /** What the loop counts for this connection. */
    private int weight;

    /** Closed as soon as nothing is owed to the peer. */
    private boolean ending;

    Connection(String name, SocketChannel channel, Conversation conversation, long now) {
        this.name = name;
        this.channel = channel;
        this.conversation = conversation;
        this.activity = new Activity(now);
    }

    String name() {
        return name;
    }

    SocketChannel channel() {
        return channel;
    }

    void registered(SelectionKey ownKey) {
        this.key = ownKey;
    }

    /** There is something to read, or room for what has to be written. */
    void ready(EventLoop loop) throws IOException, ProtocolException {
        if (unsent.hasRemaining()) {
            flush(loop);
        } else {
            read(loop);
        }
    }

    private void read(EventLoop loop) throws IOException, ProtocolException {
        ByteBuffer in = loop.input();
        int count = channel.read(in);
        if (count < 0) {
            if (conversation.isMidRequest()) {
                LOG.debug("{}: the peer left in the middle of a request", name);
            }
            loop.close(this);
        } else if (count > 0) {
            activity.working();
            answer(in.flip(), loop);
        }
    }

    private void answer(ByteBuffer in, EventLoop loop) throws IOException, ProtocolException {
        Replies out = loop.replies();
        try {
            waiting = conversation.receive(in, out);
        } finally {
            write(out, loop);
        }
        if (waiting.isPresent()) {
            unread = joined(NOTHING, in);
            loop.park(this, waiting.get());
        }
        settle(loop);
    }

    /** The request that waits may be answered now. */
    void retry(EventLoop loop) throws IOException, ProtocolException {
        if (waiting.isEmpty()) {
            return;
        }
        Replies out = loop.replies();
        WaitingRequest request = waiting.get();
        if (!request.retry(out)) {
            loop.park(this, request);
            return;
        }
        waiting = Optional.empty();
        write(out, loop);
        proceed(loop);
    }

    /** Goes on with what the peer has sent meanwhile. */
    private void proceed(EventLoop loop) throws IOException, ProtocolException {
        if (unread.hasRemaining() && waiting.isEmpty() && !unsent.hasRemaining()) {
            ByteBuffer in = unread;
            unread = NOTHING;
            answer(in, loop);
        } else {
            settle(loop);
        }
    }

    private void write(Replies out, EventLoop loop) throws IOException {
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

    private void flush(EventLoop loop) throws IOException, ProtocolException {
        channel.write(unsent);
        if (!unsent.hasRemaining()) {
            unsent = NOTHING;
            proceed(loop);
        }
    }

    /** Waits for whatever comes next. */
    private void settle(EventLoop loop) {
        weigh(loop, conversation.heldBytes() + unread.capacity() + unsent.capacity());
        if (unsent.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
        } else if (waiting.isPresent()) {
            activity.working();
            await(0);
        } else if (ending) {
            loop.close(this);
        } else {
            activity.waiting(conversation.isMidRequest(), loop.now());
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

    private void weigh(EventLoop loop, int now) {
        loop.burden(now - weight);
        weight = now;
    }

    /** Gives up what it holds, and closes the socket. */
    void cut(EventLoop loop) {
        weigh(loop, 0);
        cut();
    }

    /** Why it is to be closed; empty if it is not over its deadline. */
    Optional<String> overdue(Limits limits, long now) {
        return activity.overdue(limits, now);
    }

    /** Closes the connection now if nothing is owed to the peer, and otherwise after the reply. */
    void end(EventLoop loop) {
        ending = true;
        if (activity.isWaiting()) {
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
