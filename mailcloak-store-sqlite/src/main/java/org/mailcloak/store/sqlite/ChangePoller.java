package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.polling.Polled;
import org.mailcloak.polling.Poller;
import org.mailcloak.store.StoreException;

/**
 * Watches the database, and tells of changes that any process commits. An outage counts as one change; the watch goes on,
 * and its end is a change again.
 */
final class ChangePoller implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Polled NOTHING_TO_SAY = new Polled(INTERVAL, "");

    private final Path file;
    private final ChangeListener listener;
    private final Runnable replaced;
    private final Poller poller = new Poller("mailcloak-local-changes", INTERVAL);

    // Written before the poller starts, by its thread alone from then on.
    private Optional<ChangeCounter> counter = Optional.empty();
    private Optional<Long> last;

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
        poller.start(this::poll);
    }

    /** The listener is not called any more after this returns, unless it is the listener that calls this. */
    @Override
    public void close() {
        poller.close();
        counter.ifPresent(ChangeCounter::close);
    }

    private Polled poll() {
        Optional<Long> now = read();
        if (!now.equals(last)) {
            listener.everythingMayHaveChanged();
            last = now;
        }
        return NOTHING_TO_SAY;
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
