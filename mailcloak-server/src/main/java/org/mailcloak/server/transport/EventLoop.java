package org.mailcloak.server.transport;

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
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.server.transport.ProtocolHandler.PendingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that serves many connections. Nothing in it blocks: a request whose answer is not known yet is parked, and
 * the others go on. Methods are for the loop's own thread unless they say otherwise.
 */
final class EventLoop implements ConnectionLoop<Connection>, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** A policy request of Postfix has about 600 bytes. */
    private static final int READ_BYTES = 16 * 1024;

    /** How exactly {@link PendingRequest#dueAt} is kept. */
    private static final long TICK_MILLIS = 20;

    private final ConnectionEvents connections;
    private final Ticker ticker;
    private final Selector selector;
    /** An array, because the decoders read it byte by byte. */
    private final ByteBuffer input = ByteBuffer.allocate(READ_BYTES);

    private final OutboundBuffer replies = new OutboundBuffer();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** By identity: a request equals itself alone. */
    private final IdentityHashMap<PendingRequest, Connection> parked = new IdentityHashMap<>();
    /** Those that hold anything. */
    private final Set<Connection> burdened = new HashSet<>();

    private final long mostHeld;
    private long held;
    private long now;
    private long nextTick;
    private volatile long lastTurn;
    private volatile boolean closed;

    /** @param mostHeld bytes of memory that all connections may take for what is half sent, waits or is not taken */
    EventLoop(ConnectionEvents connections, Ticker ticker, long mostHeld) {
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

    /** After any failure the other connections go on. */
    private void runOnce() throws IOException {
        try {
            selector.select(this::serve, parked.isEmpty() ? 0 : TICK_MILLIS);
            now = ticker.read();
            runTasks();
            if (!parked.isEmpty() && now - nextTick >= 0) {
                retryDue();
                nextTick = now + TICK_MILLIS * 1_000_000;
            }
        } catch (RuntimeException | Error defect) {
            LOG.error("A defect in Mailcloak; the event loop goes on", defect);
        }
    }

    /** Those that wait now. A task that comes meanwhile has its turn after what can be read, and has woken the selector. */
    private void runTasks() {
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }
    }

    private void serve(SelectionKey key) {
        @Nullable Connection connection = (Connection) key.attachment();
        if (connection == null) {
            // Closed since the selector found it ready.
            return;
        }
        now = ticker.read();
        guarded(connection, () -> connection.ready(this));
        relieve();
    }

    /** A connection takes so much more memory, or less. */
    @Override
    public void burden(Connection connection, int change) {
        if (change == 0) {
            return;
        }
        held += change;
        if (connection.weight() == 0) {
            burdened.remove(connection);
        } else {
            burdened.add(connection);
        }
    }

    /** Closes the connection that holds the most, until all together hold little enough. */
    private void relieve() {
        while (held > mostHeld) {
            Connection heaviest = burdened.stream()
                    .max(Comparator.comparingInt(Connection::weight))
                    .orElseThrow();
            connections.cutHeavy();
            LOG.warn(
                    "{}: closed, it holds {} bytes of what is half sent, waits or is not taken, and all together hold"
                            + " more than {}",
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
            connection.registered(connection.channel().register(selector, SelectionKey.OP_READ, connection), this);
        });
    }

    /** Lets a request wait. */
    @Override
    public void park(Connection connection, PendingRequest request) {
        parked.put(request, connection);
        request.onProgress(() -> execute(() -> retry(connection, request)));
    }

    private void retry(Connection connection, PendingRequest request) {
        if (parked.remove(request) != null) {
            guarded(connection, () -> connection.retry(request, this));
            relieve();
        }
    }

    private void retryDue() {
        List<PendingRequest> due = parked.keySet().stream()
                .filter(request -> now - request.dueAt() >= 0)
                .toList();
        for (PendingRequest request : due) {
            Connection connection = parked.remove(request);
            if (connection != null) {
                guarded(connection, () -> connection.retry(request, this));
            }
        }
        relieve();
    }

    void enforceDeadlines() {
        now = ticker.read();
        lastTurn = now;
        retryDue();
        for (Connection connection : all()) {
            Optional<String> why = connection.overdue(now);
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
            @Nullable Connection connection = (Connection) key.attachment();
            if (key.isValid() && connection != null) {
                all.add(connection);
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
            LOG.warn(
                    "{}: closed, the peer sent no valid request: {}",
                    connection.name(),
                    connections.mayQuote() ? fault.getMessage() : fault.withoutPlace());
        } catch (ClosedChannelException closedAlready) {
            LOG.debug("{}: closed", connection.name());
        } catch (IOException broken) {
            LOG.debug("{}: the peer is gone: {}", connection.name(), broken.getMessage());
        } catch (RuntimeException | Error defect) {
            LOG.error("{}: closed because of a defect in Mailcloak", connection.name(), defect);
        }
        close(connection);
    }

    @Override
    public void close(Connection connection) {
        connection.waiting().forEach(parked::remove);
        connection.cut(this);
        connections.remove(connection);
    }

    @Override
    public ByteBuffer input() {
        return input.clear();
    }

    @Override
    public OutboundBuffer replies() {
        replies.clear();
        return replies;
    }

    /** When the loop last looked for deadlines, by the ticker. Any thread may call this. */
    long lastTurn() {
        return lastTurn;
    }

    /** Nanoseconds of the ticker when this round began. */
    @Override
    public long now() {
        return now;
    }

    private interface Step {
        void run() throws IOException, ProtocolException;
    }
}
