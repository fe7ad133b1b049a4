package org.mailcloak.server.transport;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections that are open, their bound, and the event loops that serve them. The host calls {@link
 * #enforceDeadlines} every second. Safe for use by many threads.
 */
public final class ConnectionRegistry {

    private final ConnectionEvents events = new Events();

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRegistry.class);

    private final Limits limits;
    private final Ticker ticker;
    private final BooleanSupplier mayQuote;
    private final Semaphore free;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final List<EventLoop> loops = new ArrayList<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder overdue = new LongAdder();
    private final LongAdder invalid = new LongAdder();
    private final LongAdder heavy = new LongAdder();
    private int nextLoop;
    private volatile boolean stopping;

    private ConnectionRegistry(Limits limits, Ticker ticker, BooleanSupplier mayQuote) {
        this.limits = limits;
        this.ticker = ticker;
        this.mayQuote = mayQuote;
        this.free = new Semaphore(limits.connections());
    }

    /** Starts the loops; what is no request is quoted in the log. */
    public static ConnectionRegistry start(Limits limits, Ticker ticker, int loops) {
        return start(limits, ticker, loops, () -> true);
    }

    /**
     * Starts the loops.
     *
     * @param loops how many threads serve the connections, from 1
     * @param mayQuote whether the log may quote what is no request, which may hold addresses and logins; asked each time
     */
    public static ConnectionRegistry start(Limits limits, Ticker ticker, int loops, BooleanSupplier mayQuote) {
        return start("serve", limits, ticker, loops, mayQuote);
    }

    /**
     * The same with another name for the threads.
     *
     * @param name of each thread, before its number
     */
    public static ConnectionRegistry start(
            String name, Limits limits, Ticker ticker, int loops, BooleanSupplier mayQuote) {
        ConnectionRegistry connections = new ConnectionRegistry(limits, ticker, mayQuote);
        for (int number = 1; number <= loops; number++) {
            EventLoop loop = new EventLoop(connections.events, ticker, limits.heldBytes() / loops);
            connections.loops.add(loop);
            Thread thread = new Thread(loop, name + "-" + number);
            thread.setDaemon(true);
            thread.start();
        }
        return connections;
    }

    /** Whether a connection was taken. If not, the caller closes it. */
    enum Admission {
        TAKEN,
        FULL,
        STOPPING
    }

    /**
     * Takes a connection that was accepted.
     *
     * @param ownLimits of its protocol; the bound of all connections is that of this registry
     * @param onRemoved runs when the connection is closed, if it was taken
     */
    Admission add(
            String name, SocketChannel peer, ProtocolHandler.Factory handlers, Limits ownLimits, Runnable onRemoved) {
        if (stopping) {
            return Admission.STOPPING;
        }
        if (!free.tryAcquire()) {
            refused.increment();
            return Admission.FULL;
        }
        Connection connection;
        try {
            connection = new Connection(name, peer, handlers.open(), ownLimits, onRemoved, ticker.read());
        } catch (RuntimeException | Error defect) {
            free.release();
            throw defect;
        }
        open.add(connection);
        boolean queued = false;
        try {
            EventLoop loop = nextLoop();
            loop.execute(() -> loop.open(connection));
            queued = true;
            accepted.increment();
            if (stopping) {
                loop.execute(loop::endAll);
            }
        } finally {
            // The caller gives its own place back, so onRemoved must not.
            if (!queued && open.remove(connection)) {
                free.release();
            }
        }
        return Admission.TAKEN;
    }

    /** Counts a connection that its own socket has no place for. The caller closes it. */
    Admission refuse() {
        refused.increment();
        return Admission.FULL;
    }

    private synchronized EventLoop nextLoop() {
        nextLoop = (nextLoop + 1) % loops.size();
        return loops.get(nextLoop);
    }

    /** How many are open. */
    public int count() {
        return open.size();
    }

    /** What has happened since the start, and what is open now. */
    public ConnectionStatistics statistics() {
        return new ConnectionStatistics(
                open.size(),
                limits.connections(),
                accepted.sum(),
                refused.sum(),
                overdue.sum(),
                invalid.sum(),
                heavy.sum());
    }

    /** How long ago the loop that is furthest behind did what it does at every {@link #enforceDeadlines}. */
    public Duration sinceTurn() {
        long now = ticker.read();
        return Duration.ofNanos(
                loops.stream().mapToLong(loop -> now - loop.lastTurn()).max().orElse(0));
    }

    /** Closes connections that are over their deadline, soon. */
    public void enforceDeadlines() {
        for (EventLoop loop : loops) {
            loop.execute(loop::enforceDeadlines);
        }
    }

    /**
     * Closes what is idle at once and the others as soon as their requests are answered, and ends the loops.
     *
     * @param patience after this long the rest is closed as it is
     * @return how many were cut off
     */
    public int stop(Duration patience) {
        // Before the loops get their task, so that a connection accepted meanwhile is ended by them or by add.
        stopping = true;
        loops.forEach(loop -> loop.execute(loop::endAll));
        int cut = awaitEnd(patience) ? 0 : cutOff(patience);
        loops.forEach(EventLoop::close);
        return cut;
    }

    private boolean awaitEnd(Duration patience) {
        int all = limits.connections();
        try {
            if (free.tryAcquire(all, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                free.release(all);
                return true;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private int cutOff(Duration patience) {
        int cut = 0;
        for (Connection connection : open) {
            connection.cut();
            events.remove(connection);
            cut++;
        }
        LOG.warn("{} connections were cut off: their requests took longer than {} s", cut, patience.toSeconds());
        return cut;
    }

    private final class Events implements ConnectionEvents {

        @Override
        public void remove(Connection connection) {
            if (open.remove(connection)) {
                free.release();
                connection.removed();
            }
        }

        @Override
        public void cutOverdue() {
            overdue.increment();
        }

        @Override
        public void cutInvalid() {
            invalid.increment();
        }

        @Override
        public void cutHeavy() {
            heavy.increment();
        }

        @Override
        public boolean mayQuote() {
            return mayQuote.getAsBoolean();
        }
    }
}
