package org.mailcloak.mirror;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that lists did not have which were not believed, each since the first list in a row that missed it.
 * They are known by hashes of their ids. Immutable; safe for many threads.
 */
final class Suspects {

    static final Suspects NONE = new Suspects(new long[0], new Suspicion[0], 0, 0);

    /** An account is gone when so many more lists in a row have missed it ... */
    static final int CONFIRMATIONS = 3;

    /** ... and so much time has passed: an operator can act before. */
    static final Duration CONFIRMED_AFTER = Duration.ofMinutes(10);

    private final long[] ids;
    private final Suspicion[] suspicions;
    private final long list;
    private final long now;

    /**
     * What holds for all accounts that were missing first from one list.
     *
     * @param list its number
     * @param since its time
     * @param servesUntil how long they may serve while the provider is unavailable, by the age of the last list that had
     *     them
     */
    private record Suspicion(long list, long since, long servesUntil) {

        Suspicion servingUntil(long time) {
            return servesUntil - time <= 0 ? this : new Suspicion(list, since, time);
        }
    }

    /**
     * @param ids in order
     * @param suspicions of the id at the same place
     * @param list the number of the last list
     * @param now its time
     */
    private Suspects(long[] ids, Suspicion[] suspicions, long list, long now) {
        this.ids = ids;
        this.suspicions = suspicions;
        this.list = list;
        this.now = now;
    }

    /**
     * Returns those that are missing from one more list; the others are back.
     *
     * @param missing hashes of their ids
     * @param time of the list, by a monotonic clock, in nanoseconds
     * @param servesUntil when what was known before this list is too old to serve
     */
    Suspects after(long[] missing, long time, long servesUntil) {
        long[] sorted = missing.clone();
        Arrays.sort(sorted);
        Suspicion[] next = new Suspicion[sorted.length];
        Suspicion first = new Suspicion(list + 1, time, servesUntil);
        for (int i = 0; i < sorted.length; i++) {
            Suspicion before = of(sorted[i]);
            next[i] = before == null ? first : before.servingUntil(servesUntil);
        }
        return new Suspects(sorted, next, list + 1, time);
    }

    /** How many were missing from the last list first. */
    int added() {
        return (int) Arrays.stream(suspicions).filter(one -> one.list == list).count();
    }

    /** How many were not missing for long enough to be gone. */
    int unconfirmed() {
        return (int) Arrays.stream(suspicions).filter(one -> !isConfirmed(one)).count();
    }

    boolean isConfirmed(String id) {
        Suspicion suspicion = of(hash(id));
        return suspicion != null && isConfirmed(suspicion);
    }

    private boolean isConfirmed(Suspicion suspicion) {
        return list - suspicion.list >= CONFIRMATIONS && now - suspicion.since >= CONFIRMED_AFTER.toNanos();
    }

    boolean has(String id) {
        return ids.length > 0 && of(hash(id)) != null;
    }

    /** Whether the account may serve while the provider is unavailable. */
    boolean mayServe(String id, long time) {
        Suspicion suspicion = of(hash(id));
        return suspicion == null || time - suspicion.servesUntil < 0;
    }

    boolean isEmpty() {
        return ids.length == 0;
    }

    int size() {
        return ids.length;
    }

    private @Nullable Suspicion of(long hash) {
        int place = Arrays.binarySearch(ids, hash);
        return place < 0 ? null : suspicions[place];
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
