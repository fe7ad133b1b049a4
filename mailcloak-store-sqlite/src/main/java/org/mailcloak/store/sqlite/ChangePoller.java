package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.polling.PollResult;
import org.mailcloak.polling.Poller;
import org.mailcloak.store.StoreException;

/**
 * A watch on the database that reports changes which any process commits. An outage counts as one change; the watch
 * goes on, and its end is a change again.
 */
final class ChangePoller implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final PollResult NOTHING_TO_SAY = new PollResult(INTERVAL, "");

    private final Path file;
    private final ChangeListener listener;
    private final ChangeCounter.Owner owner;
    private final Poller poller = new Poller("mailcloak-local-changes", INTERVAL);

    // Written before the poller starts, by its thread alone from then on.
    private Optional<ChangeCounter> counter = Optional.empty();
    private Optional<Long> last;

    /**
     * Counts from now: every change after this returns is reported.
     *
     * @param owner notified before the listener when the file is another one
     */
    ChangePoller(Path file, ChangeListener listener, ChangeCounter.Owner owner) {
        this.file = file;
        this.listener = listener;
        this.owner = owner;
        this.last = read();
        poller.start(this::poll);
    }

    /** The listener is not called any more after this returns, unless it is the listener that calls this. */
    @Override
    public void close() {
        poller.close();
        counter.ifPresent(ChangeCounter::close);
    }

    private PollResult poll() {
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
                        new ChangeCounter(file, DatabaseFile.existing(file).access(), owner));
            }
            return Optional.of(counter.get().read());
        } catch (StoreException e) {
            return Optional.empty();
        }
    }
}
