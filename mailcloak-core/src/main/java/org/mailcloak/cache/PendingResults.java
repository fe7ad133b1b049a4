package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What one request has asked, and what it waits for. For one thread at a time; reused for request after request. */
final class PendingResults {

    private final Ticker ticker;
    private final List<PendingResult> asked = new ArrayList<>(0);

    /** Those of them whose answer was missed in this try. It may have come since, which no other event says. */
    private final List<PendingResult> waitedFor = new ArrayList<>(0);

    private long until;
    private long tries;

    PendingResults(Ticker ticker) {
        this.ticker = ticker;
    }

    void begin(Duration budget) {
        if (!asked.isEmpty()) {
            asked.clear();
        }
        until = ticker.read() + budget.toNanos();
        again();
    }

    void end() {
        if (!asked.isEmpty()) {
            asked.clear();
        }
        again();
    }

    void again() {
        tries++;
        if (!waitedFor.isEmpty()) {
            waitedFor.clear();
        }
    }

    /** Returns a number that is another one after each {@link #begin}, {@link #again} and {@link #end}. */
    long tries() {
        return tries;
    }

    boolean isWaiting() {
        return !waitedFor.isEmpty();
    }

    void onProgress(Runnable wake) {
        AtomicBoolean first = new AtomicBoolean(true);
        for (PendingResult pending : waitedFor) {
            pending.onDone(() -> {
                if (first.getAndSet(false)) {
                    wake.run();
                }
            });
        }
    }

    /** Only what this try waits for counts: what it got a stale answer for goes on by itself. */
    long dueAt() {
        long due = until;
        for (PendingResult pending : waitedFor) {
            if (pending.dueAt() - due < 0) {
                due = pending.dueAt();
            }
        }
        return due;
    }

    long now() {
        return ticker.read();
    }

    /** When the budget ends, by the ticker. */
    long until() {
        return until;
    }

    void waitFor(PendingResult pending) {
        waitedFor.add(pending);
    }

    @Nullable
    PendingResult find(Object key) {
        // By index: nearly always there is none, and an iterator would be an object for each look-up.
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).key().equals(key)) {
                return asked.get(i);
            }
        }
        return null;
    }

    void remember(PendingResult pending) {
        asked.removeIf(old -> old.key().equals(pending.key()));
        asked.add(pending);
    }
}
