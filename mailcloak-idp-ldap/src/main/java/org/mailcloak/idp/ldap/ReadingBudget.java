package org.mailcloak.idp.ldap;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many members of groups are read at once, by all look-ups together: each takes some kilobytes until the group is whole.
 * Safe for many threads.
 */
final class ReadingBudget {

    private static final int LEAST = 2000;

    /** Others read their groups in a part of that; a look-up that waited longer would keep others waiting. */
    private static final long PATIENCE_MILLIS = 1_000;

    /** An answer with names of members is decoded as a whole before they can be counted. */
    private static final int ANSWERS = 2;

    private final int members;
    private final Semaphore free;
    private final Semaphore answers = new Semaphore(ANSWERS, true);

    /** @param limit how many members one group may have */
    ReadingBudget(int limit) {
        this.members = Math.max(LEAST, limit);
        this.free = new Semaphore(members, true);
    }

    /** What one look-up has taken. For one thread. */
    final class Share implements AutoCloseable {

        private int taken;

        /** @throws LdapUnavailableException if other groups are read meanwhile that are too large together */
        void take(int more) throws LdapUnavailableException {
            // One group alone may always be read: it is bounded by itself.
            int wanted = Math.min(more, members - taken);
            acquire(free, wanted);
            taken += wanted;
        }

        @Override
        public void close() {
            free.release(taken);
            taken = 0;
        }
    }

    Share share() {
        return new Share();
    }

    /** A place to read an answer whose size is not known yet; {@link Semaphore#release} gives it back. */
    Semaphore answer() throws LdapUnavailableException {
        acquire(answers, 1);
        return answers;
    }

    private static void acquire(Semaphore from, int permits) throws LdapUnavailableException {
        try {
            if (!from.tryAcquire(permits, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw LdapUnavailableException.unclear("too many members of other groups are read at this moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LdapUnavailableException("interrupted");
        }
    }
}
