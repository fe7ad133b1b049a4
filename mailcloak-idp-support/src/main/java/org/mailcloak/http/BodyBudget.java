package org.mailcloak.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A limit of the memory that the answers of all providers together take while they are read, independent of what
 * servers send. Answers of the usual size are read without asking; long ones share some permits, which one takes all at
 * once before it reads on, so that none waits for another while it holds some. To be made into a tree an answer of any
 * size needs a turn, which is short.
 */
final class BodyBudget {

    /** Read without asking. An account has some KiB; so each look-up thread may have one such answer. */
    static final int USUAL_BYTES = 64 << 10;

    /** A long answer takes so many permits; so at least four of 256 KiB are read at once, or one page of a list. */
    private static final int PERMIT_BYTES = 256 << 10;

    private static final int LEAST_PERMITS = 4;

    /** With the launcher's 32 MiB the least. */
    private static final int HEAP_BYTES_PER_PERMIT = 8 << 20;

    /** A tree has up to 4 MB. */
    private static final int TURNS = 2;

    private static final BodyBudget SHARED =
            new BodyBudget(permits(Runtime.getRuntime().maxMemory()));

    private final int most;
    private final Semaphore permits;
    private final Semaphore turns = new Semaphore(TURNS, true);

    BodyBudget(int permits) {
        this.most = permits;
        this.permits = new Semaphore(permits, true);
    }

    /** The one of this process. */
    static BodyBudget shared() {
        return SHARED;
    }

    static int permits(long heapBytes) {
        return (int) Math.max(LEAST_PERMITS, Math.min(Integer.MAX_VALUE, heapBytes / HEAP_BYTES_PER_PERMIT));
    }

    /**
     * For one answer.
     *
     * @param bytes how long it may be
     * @param patience how long to wait for a permit, and for a turn
     */
    Share share(int bytes, Duration patience) {
        int wanted = Math.min(most, Math.max(1, (bytes + PERMIT_BYTES - 1) / PERMIT_BYTES));
        return new Share(Math.min(wanted, LEAST_PERMITS), patience);
    }

    /** Of one answer. For one thread. */
    final class Share implements AutoCloseable {

        private final int wanted;
        private final Duration patience;
        private int held;
        private boolean turn;

        private Share(int wanted, Duration patience) {
            this.wanted = wanted;
            this.patience = patience;
        }

        /** The answer is longer than usual. */
        void enlarge() throws CallFailedException {
            if (held == 0) {
                acquire(permits, wanted);
                held = wanted;
            }
        }

        /** It is whole, and is made into a tree. */
        void takeTurn() throws CallFailedException {
            acquire(turns, 1);
            turn = true;
        }

        private void acquire(Semaphore semaphore, int count) throws CallFailedException {
            try {
                if (!semaphore.tryAcquire(count, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new CallFailedException(Failure.BUSY, "too many long answers at once");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CallFailedException(Failure.INTERRUPTED, "interrupted", e);
            }
        }

        @Override
        public void close() {
            permits.release(held);
            held = 0;
            if (turn) {
                turns.release();
                turn = false;
            }
        }
    }
}
