package org.mailcloak.mirror;

import java.time.Duration;
import java.util.Arrays;

/**
 * A guard that does not believe that very many accounts are gone at once: a permission that was taken away, a realm
 * that was mixed up or a directory that is down looks the same. It comes to believe it when later scans agree, or when
 * the caller says so.
 *
 * <p>For one thread at a time.
 */
final class MassDeletionGuard {

    /** So few may always go. */
    static final int FEW = 10;

    /** Beyond that, this share of those who are known. */
    static final int SHARE_PERCENT = 10;

    /** After a refusal: so many scans in a row miss the same accounts at least ... */
    static final int CONFIRMATIONS = 3;

    /** ... and so much time has passed: an operator can act before. */
    static final Duration CONFIRMED_AFTER = Duration.ofMinutes(10);

    /** Hashes of the ids of the accounts that were missing, in order; empty: no account is under suspicion. */
    private volatile long[] suspects = new long[0];

    private long suspectedSince;
    private int agreed;

    /**
     * Whether a scan may take these away.
     *
     * @param missing hashes of their ids
     * @param known how many accounts there are without this scan
     * @param now by a monotonic clock, in nanoseconds
     */
    boolean believes(long[] missing, int known, long now) {
        if (missing.length <= limit(known)) {
            forget();
            return true;
        }
        long[] sorted = missing.clone();
        Arrays.sort(sorted);
        boolean agrees = suspects.length > 0 && containsAll(sorted, suspects);
        if (!agrees) {
            suspectedSince = now;
            agreed = 0;
            suspects = sorted;
            return false;
        }
        agreed++;
        if (agreed < CONFIRMATIONS || now - suspectedSince < CONFIRMED_AFTER.toNanos()) {
            return false;
        }
        forget();
        return true;
    }

    /** So many of those who are known may go at once. */
    static long limit(int known) {
        return Math.max(FEW, (long) known * SHARE_PERCENT / 100);
    }

    /** How many scans in a row have agreed with the one that raised the suspicion. */
    int agreed() {
        return agreed;
    }

    /** How many are under suspicion of being gone. In any thread. */
    int suspects() {
        return suspects.length;
    }

    void forget() {
        suspects = new long[0];
        agreed = 0;
    }

    private static boolean containsAll(long[] sorted, long[] wanted) {
        int at = 0;
        for (long one : wanted) {
            while (at < sorted.length && sorted[at] < one) {
                at++;
            }
            if (at == sorted.length || sorted[at] != one) {
                return false;
            }
        }
        return true;
    }

    /** A hash that two of some millions of ids hardly share. */
    static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
