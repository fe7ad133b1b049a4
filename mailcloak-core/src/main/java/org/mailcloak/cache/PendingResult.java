package org.mailcloak.cache;

/** A question of {@link NonBlockingLookups} that was put to its source. */
interface PendingResult {

    /** What was asked. */
    Object key();

    boolean isDone();

    /** Runs the task once it is done, at once if it is already, in any thread. */
    void onDone(Runnable task);

    /** When it is not waited for any longer, by the ticker. */
    long dueAt();
}
