package org.mailcloak.mirror;

/**
 * A guard that does not believe that very many accounts are gone at once: a permission that was taken away, a realm
 * that was mixed up or a directory that is down looks the same. It comes to believe it of those that later lists in a row
 * miss too, or when the caller says so.
 *
 * <p>For one thread at a time.
 */
final class MassDeletionGuard {

    /** So few may always go. */
    static final int FEW = 10;

    /** Beyond that, this share of those who are known. */
    static final int SHARE_PERCENT = 10;

    private volatile Suspects suspects = Suspects.NONE;

    /**
     * What a list came to.
     *
     * @param believed whether it may take the missing accounts away
     * @param missing what is known of each of them, with this list
     */
    record Judgement(boolean believed, Suspects missing) {}

    /**
     * Judges a list from which these are missing. A few may go, beside those that were missing for long.
     *
     * @param missing hashes of their ids
     * @param known how many accounts there are without this list
     * @param now by a monotonic clock, in nanoseconds
     * @param servesUntil when what was known before this list is too old to serve
     */
    Judgement judge(long[] missing, int known, long now, long servesUntil) {
        Suspects next = suspects.after(missing, now, servesUntil);
        boolean believed = next.unconfirmed() <= limit(known);
        suspects = believed ? Suspects.NONE : next;
        return new Judgement(believed, next);
    }

    /** So many of those who are known may go at once. */
    static long limit(int known) {
        return Math.max(FEW, (long) known * SHARE_PERCENT / 100);
    }

    /** How many are under suspicion of being gone. In any thread. */
    int suspects() {
        return suspects.size();
    }

    void forget() {
        suspects = Suspects.NONE;
    }
}
