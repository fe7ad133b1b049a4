package org.mailcloak.server.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The places of open connections. A new connection always gets one: if all are taken, the oldest connection is closed.
 * So clients that send slowly, or nothing, cannot keep others out: a request that comes at once is answered long before
 * as many newer connections have come as there are places.
 *
 * <p>And each connection ends after a time, even if it is active. The idle time-out alone would let a client that sends
 * a byte now and then, or reads its answer byte by byte, keep a place for hours. Safe for use by many threads.
 */
final class ConnectionPlaces implements Connection.Listener {

    /** Connections that come in a flood are taken this slowly, so that each has time for its request. */
    private static final long FLOOD_MILLIS = 2;

    private final Scheduler scheduler;
    private final int limit;
    private final Duration age;
    private final Map<Connection, Scheduler.Task> open = new LinkedHashMap<>();

    /**
     * @param limit how many connections may be open at once
     * @param age how long each may live
     */
    ConnectionPlaces(Scheduler scheduler, int limit, Duration age) {
        this.scheduler = scheduler;
        this.limit = limit;
        this.age = age;
    }

    /** Waits a moment if no place is free. For the thread that accepts. */
    void awaitTurn() {
        if (!isFull()) {
            return;
        }
        try {
            Thread.sleep(FLOOD_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFull() {
        return count() >= limit;
    }

    /** How many are open. */
    synchronized int count() {
        return open.size();
    }

    @Override
    public void onOpened(Connection connection) {
        Scheduler.Task end =
                scheduler.schedule(() -> connection.getEndPoint().close(), age.toMillis(), TimeUnit.MILLISECONDS);
        Connection displaced = take(connection, end);
        if (displaced != null) {
            displaced.getEndPoint().close();
        }
    }

    /** @return which one has to go, if any */
    private synchronized @Nullable Connection take(Connection connection, Scheduler.Task end) {
        open.put(connection, end);
        if (open.size() <= limit) {
            return null;
        }
        Iterator<Map.Entry<Connection, Scheduler.Task>> oldest = open.entrySet().iterator();
        Map.Entry<Connection, Scheduler.Task> first = oldest.next();
        first.getValue().cancel();
        oldest.remove();
        return first.getKey();
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        Scheduler.Task end = open.remove(connection);
        if (end != null) {
            end.cancel();
        }
    }
}
