package org.mailcloak.server.listen;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.server.listen.Conversation.WaitingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that serves many connections. Nothing in it blocks: a request whose answer is not known yet is parked, and
 * the others go on. Methods are for the loop's own thread unless they say otherwise.
 */
final class EventLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** A policy request of Postfix has about 600 bytes. */
    private static final int READ_BYTES = 16 * 1024;

    /** How exactly {@link WaitingRequest#dueAt} is kept. */
    private static final long TICK_MILLIS = 20;

    private final Connections connections;
    private final Ticker ticker;
    private final Selector selector;
    /** An array, because the decoders read it byte by byte. */
    private final ByteBuffer input = ByteBuffer.allocate(READ_BYTES);

    private final Replies replies = new Replies();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Map<Connection, WaitingRequest> parked = new LinkedHashMap<>();
    private final long mostHeld;
    private long held;
    private long now;
    private long nextTick;
    private volatile long lastTurn;
    private volatile boolean closed;

    /** @param mostHeld bytes of memory that all connections may take for what is half sent or not taken */
    EventLoop(Connections connections, Ticker ticker, long mostHeld) {
        this.connections = connections;
        this.mostHeld = mostHeld;
        this.ticker = ticker;
        this.now = ticker.read();
        this.lastTurn = now;
        try {
            this.selector = Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException("No selector can be opened", failure);
        }
    }

    /** Runs the task in the loop's thread. Any thread may call this. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Any thread may call this. */
    void close() {
        closed = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            while (!closed) {
                runOnce();
            }
        } catch (IOException failure) {
            LOG.error("The event loop cannot go on", failure);
        } catch (ClosedSelectorException stopped) {
            LOG.debug("The event loop has stopped");
        }
    }

    /** Whatever goes wrong, the other connections go on. */
    private void runOnce() throws IOException {
        try {
            selector.select(this::serve, parked.isEmpty() ? 0 : TICK_MILLIS);
            now = ticker.read();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            if (!parked.isEmpty() && now - nextTick >= 0) {
                retryDue();
                nextTick = now + TICK_MILLIS * 1_000_000;
            }
        } catch (RuntimeException | Error defect) {
            LOG.error("A defect in Mailcloak; the event loop goes on", defect);
        }
    }

    private void serve(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        now = ticker.read();
        guarded(connection, () -> connection.ready(this));
        relieve();
    }

    /** A connection takes so much more memory, or less. */
    void burden(int change) {
        held += change;
    }

    /** Closes whoever takes the most: a few bytes of others wait with them. */
    private void relieve() {
        while (held > mostHeld) {
            Connection heaviest = all().stream()
                    .max(Comparator.comparingInt(Connection::weight))
                    .orElseThrow();
            connections.cutHeavy();
            LOG.warn(
                    "{}: closed, it holds {} bytes of what is half sent or not taken, and all together hold more than {}",
                    heaviest.name(),
                    heaviest.weight(),
                    mostHeld);
            close(heaviest);
        }
    }

    /** A connection that was accepted. */
    void open(Connection connection) {
        guarded(connection, () -> {
            connection.channel().configureBlocking(false);
            connection.registered(connection.channel().register(selector, SelectionKey.OP_READ, connection));
        });
    }

    /** Lets a request wait. */
    void park(Connection connection, WaitingRequest request) {
        parked.put(connection, request);
        request.onProgress(() -> execute(() -> retry(connection, request)));
    }

    private void retry(Connection connection, WaitingRequest request) {
        if (parked.remove(connection, request)) {
            guarded(connection, () -> connection.retry(this));
            relieve();
        }
    }

    private void retryDue() {
        List<Connection> due = new ArrayList<>();
        parked.forEach((connection, request) -> {
            if (now - request.dueAt() >= 0) {
                due.add(connection);
            }
        });
        for (Connection connection : due) {
            parked.remove(connection);
            guarded(connection, () -> connection.retry(this));
        }
    }

    void enforceDeadlines(Limits limits) {
        now = ticker.read();
        lastTurn = now;
        retryDue();
        for (Connection connection : all()) {
            Optional<String> why = connection.overdue(limits, now);
            if (why.isPresent()) {
                connections.cutOverdue();
                LOG.warn("{}: closed, {}", connection.name(), why.get());
                close(connection);
            }
        }
    }

    /** Closes what owes its peer nothing, and the others as soon as that is so. */
    void endAll() {
        for (Connection connection : all()) {
            guarded(connection, () -> connection.end(this));
        }
    }

    private List<Connection> all() {
        List<Connection> all = new ArrayList<>();
        for (Iterator<SelectionKey> keys = selector.keys().iterator(); keys.hasNext(); ) {
            SelectionKey key = keys.next();
            if (key.isValid()) {
                all.add((Connection) key.attachment());
            }
        }
        return all;
    }

    private void guarded(Connection connection, Step step) {
        try {
            step.run();
            return;
        } catch (ProtocolException fault) {
            connections.cutInvalid();
            LOG.warn("{}: closed, the peer sent no valid request: {}", connection.name(), fault.getMessage());
        } catch (ClosedChannelException closedAlready) {
            LOG.debug("{}: closed", connection.name());
        } catch (IOException broken) {
            LOG.debug("{}: the peer is gone: {}", connection.name(), broken.getMessage());
        } catch (RuntimeException | Error defect) {
            LOG.error("{}: closed because of a defect in Mailcloak", connection.name(), defect);
        }
        close(connection);
    }

    void close(Connection connection) {
        parked.remove(connection);
        connection.cut(this);
        connections.remove(connection);
    }

    ByteBuffer input() {
        return input.clear();
    }

    Replies replies() {
        replies.clear();
        return replies;
    }

    /** When the loop last looked for deadlines, by the ticker. Any thread may call this. */
    long lastTurn() {
        return lastTurn;
    }

    /** Nanoseconds of the ticker when this round began. */
    long now() {
        return now;
    }

    private interface Step {
        void run() throws IOException, ProtocolException;
    }
}
