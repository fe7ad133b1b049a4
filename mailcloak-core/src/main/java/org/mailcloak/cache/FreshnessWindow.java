package org.mailcloak.cache;

/**
 * A time in which the provider reports every change when it happens. An answer to a question asked in it is as good as new
 * until it ends, and ages from then on.
 *
 * <p>Safe for many threads; ended by one.
 */
final class FreshnessWindow {

    private long endedAt;

    /** Written after {@link #endedAt}, which is read only when this is false. */
    private volatile boolean kept;

    private FreshnessWindow(boolean kept, long endedAt) {
        this.kept = kept;
        this.endedAt = endedAt;
    }

    static FreshnessWindow begun() {
        return new FreshnessWindow(true, 0);
    }

    /**
     * Returns the window without a live feed: answers age from their questions.
     *
     * @param now by the ticker, before any of these questions
     */
    static FreshnessWindow none(long now) {
        return new FreshnessWindow(false, now);
    }

    boolean isKept() {
        return kept;
    }

    /** @param now by the ticker */
    void end(long now) {
        endedAt = now;
        kept = false;
    }

    /** For how long changes may have been missed that concern an answer whose question was sent at that time. */
    long age(long askedAt, long now) {
        if (kept) {
            return 0;
        }
        return now - (endedAt - askedAt > 0 ? endedAt : askedAt);
    }
}
