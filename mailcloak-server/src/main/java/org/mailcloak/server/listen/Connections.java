package org.mailcloak.server.listen;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections that are open, and their bound. Unix domain sockets have no read time-out in the JDK, so {@link
 * #enforceDeadlines} closes what has been silent or half-sent for too long; the host calls it every second.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Limits limits;
    private final Ticker ticker;
    private final Semaphore free;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    public Connections(Limits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
        this.free = new Semaphore(limits.connections());
    }

    Ticker ticker() {
        return ticker;
    }

    /** @return false if there is no room: the caller closes the connection */
    boolean add(Connection connection) {
        if (!free.tryAcquire()) {
            return false;
        }
        open.add(connection);
        if (stopping) {
            connection.stop();
        }
        return true;
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

    /** Closes connections that are over their deadline. */
    public void enforceDeadlines() {
        long now = ticker.read();
        for (Connection connection : open) {
            connection.enforce(limits, now);
        }
    }

    /**
     * Closes what is idle at once and the others as soon as their requests are answered.
     *
     * @param patience after this long the rest is closed as it is
     * @return how many were cut off
     */
    public int stop(Duration patience) {
        // Before the loop, so that a connection accepted meanwhile is stopped by it or by add.
        stopping = true;
        open.forEach(Connection::stop);
        int all = limits.connections();
        try {
            if (free.tryAcquire(all, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                free.release(all);
                return 0;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        int cut = 0;
        for (Connection connection : open) {
            connection.cut();
            cut++;
        }
        LOG.warn("{} connections were cut off: their requests took longer than {} s", cut, patience.toSeconds());
        return cut;
    }
}
