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
    private final Runnable replaced;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    // Written before the thread starts, by it alone from then on.
    private Optional<ChangeCounter> counter = Optional.empty();
    private Optional<Long> last;
    private boolean failing;

    /**
     * Counts from now: every change after this returns is told.
     *
     * @param replaced called before the listener when the file is another one
     */
    ChangePoller(Path file, ChangeListener listener, Runnable replaced) {
        this.file = file;
        this.listener = listener;
        this.replaced = replaced;
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
                pollAgainWhateverHappens();
            }
        } catch (InterruptedException e) {
            LOG.warn("The watch over {} was interrupted and ends", file);
        } finally {
            counter.ifPresent(ChangeCounter::close);
        }
    }

    /** If the thread ended, accounts that are disabled would stay in force until their answers are too old. */
    private void pollAgainWhateverHappens() {
        try {
            poll();
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                failing = true;
                LOG.error("The watch over {} failed, or whom it tells of changes; trying again", file, e);
            }
        }
    }

    private void poll() {
        Optional<Long> now = read();
        if (now.equals(last)) {
            return;
        }
        listener.everythingMayHaveChanged();
        last = now;
    }

    /** Empty while the database cannot be asked. */
    private Optional<Long> read() {
        try {
            if (counter.isEmpty()) {
                counter = Optional.of(
                        new ChangeCounter(file, DatabaseFile.existing(file).access(), replaced));
            }
            return Optional.of(counter.get().read());
        } catch (StoreException e) {
            return Optional.empty();
        }
    }
}
