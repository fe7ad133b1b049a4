package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one request has asked, and what it waits for. For one thread at a time; reused for request after request. */
final class PendingResults {

    /** So many results are waited for one by one. */
    private static final int FEW = 8;

    private final Ticker ticker;
    private Map<Object, PendingResult> asked = new HashMap<>();

    /** Those of them whose answer was missed in this try. It may have come since, which no other event says. */
    private final List<PendingResult> waitedFor = new ArrayList<>(0);

    private long begun;
    private long until;
    private long tries;

    PendingResults(Ticker ticker) {
        this.ticker = ticker;
    }

    void begin(Duration budget) {
        forget();
        begun = ticker.read();
        until = begun + budget.toNanos();
        again();
    }

    void end() {
        forget();
        again();
    }

    /** A table that was large once is not kept. */
    private void forget() {
        if (!asked.isEmpty()) {
            asked = new HashMap<>();
        }
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

    /**
     * Runs the task once: with few results as soon as one is there, with many when all are. Deciding anew for each of a
     * thousand members would take a second of the thread that answers all others.
     */
    void onProgress(Runnable wake) {
        AtomicInteger missing = new AtomicInteger(waitedFor.size() > FEW ? waitedFor.size() : 1);
        for (PendingResult pending : List.copyOf(waitedFor)) {
            pending.onDone(() -> {
                if (missing.decrementAndGet() == 0) {
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

    /** Nanoseconds since the request began. */
    long age() {
        return ticker.read() - begun;
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
        return asked.isEmpty() ? null : asked.get(key);
    }

    void remember(PendingResult pending) {
        asked.put(pending.key(), pending);
    }

    /** How many questions were asked for this request and are remembered. */
    int size() {
        return asked.size();
    }
}
