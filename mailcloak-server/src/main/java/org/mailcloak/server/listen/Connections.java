package org.mailcloak.server.listen;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections that are open, their bound, and the event loops that serve them. The host calls {@link
 * #enforceDeadlines} every second. Safe for use by many threads.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Limits limits;
    private final Ticker ticker;
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

    private Connections(Limits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
        this.free = new Semaphore(limits.connections());
    }

    /**
     * Starts the loops.
     *
     * @param loops how many threads serve the connections, from 1
     */
    public static Connections start(Limits limits, Ticker ticker, int loops) {
        Connections connections = new Connections(limits, ticker);
        for (int number = 1; number <= loops; number++) {
            EventLoop loop = new EventLoop(connections, ticker, limits.heldBytes() / loops);
            connections.loops.add(loop);
            Thread thread = new Thread(loop, "serve-" + number);
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

    /** Takes a connection that was accepted. */
    Admission add(String name, SocketChannel peer, Conversation.Factory conversations) {
        if (stopping) {
            return Admission.STOPPING;
        }
        if (!free.tryAcquire()) {
            refused.increment();
            return Admission.FULL;
        }
        Connection connection;
        try {
            connection = new Connection(name, peer, conversations.open(), ticker.read());
        } catch (RuntimeException | Error defect) {
            free.release();
            throw defect;
        }
        open.add(connection);
        accepted.increment();
        EventLoop loop = nextLoop();
        loop.execute(() -> loop.open(connection));
        if (stopping) {
            loop.execute(loop::endAll);
        }
        return Admission.TAKEN;
    }

    private synchronized EventLoop nextLoop() {
        nextLoop = (nextLoop + 1) % loops.size();
        return loops.get(nextLoop);
    }

    void remove(Connection connection) {
        if (open.remove(connection)) {
            free.release();
        }
    }

    /** How many are open. */
    public int count() {
        return open.size();
    }

    /** A connection was closed because it was over a deadline. */
    void cutOverdue() {
        overdue.increment();
    }

    /** A connection was closed because its peer sent no valid request. */
    void cutInvalid() {
        invalid.increment();
    }

    /** A connection was closed because it held the most when all together held too much. */
    void cutHeavy() {
        heavy.increment();
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
            loop.execute(() -> loop.enforceDeadlines(limits));
        }
    }

    /**
     * Closes what is idle at once and the others as soon as their requests are answered, and ends the loops.
     *
     * @param patience after this long the rest is closed as it is
     * @return how many were cut off
     */
    public int stop(Duration patience) {
        // Before the loops are told, so that a connection accepted meanwhile is ended by them or by add.
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
            remove(connection);
            cut++;
        }
        LOG.warn("{} connections were cut off: their requests took longer than {} s", cut, patience.toSeconds());
        return cut;
    }
}
