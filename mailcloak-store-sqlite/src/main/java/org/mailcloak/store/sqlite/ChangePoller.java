package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the database from one daemon thread, and tells of changes that any process commits. An outage counts as one
 * change; the watch goes on, and its end is a change again.
 */
final class ChangePoller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangePoller.class);
    private static final long INTERVAL_MILLIS = 250;

    private final Path file;
    private final ChangeListener listener;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    // Written before the thread starts, by it alone from then on.
    private Optional<ChangeCounter> counter = Optional.empty();
    private Optional<Long> last;

    /** Counts from now: every change after this returns is told. */
    ChangePoller(Path file, ChangeListener listener) {
        this.file = file;
        this.listener = listener;
        this.last = read();
        this.thread = new Thread(this::run, "mailcloak-local-changes");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** The listener is not called any more after this returns, unless it is the listener that calls this. */
    @Override
    public void close() {
        stop.countDown();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stop.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                poll();
            }
        } catch (InterruptedException e) {
            LOG.warn("The watch over {} was interrupted and ends", file);
        } finally {
            counter.ifPresent(ChangeCounter::close);
        }
    }

    private void poll() {
        Optional<Long> now = read();
        if (now.equals(last)) {
            return;
        }
        last = now;
        try {
            listener.everythingMayHaveChanged();
        } catch (RuntimeException e) {
            LOG.error("The listener for changes of {} failed", file, e);
        }
    }

    /** Empty while the database cannot be asked. */
    private Optional<Long> read() {
        try {
            if (counter.isEmpty()) {
                counter = Optional.of(
                        new ChangeCounter(file, DatabaseFile.existing(file).access()));
            }
            return Optional.of(counter.get().read());
        } catch (StoreException e) {
            return Optional.empty();
        }
    }
}
