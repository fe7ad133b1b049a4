package org.mailcloak.polling;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls from one daemon thread until it is closed. A poll that throws is a bug, and does not end it: without the
 * thread, an account that is blocked would stay active until its answer is too old.
 *
 * <p>Safe for many threads; polls run in its own thread alone, one after the other.
 */
public final class Poller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    private final String name;
    private final Duration pauseAfterDefect;
    private final Consumer<String> log;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread thread;

    // The poller's thread alone uses them.
    private String told = "";
    private boolean failing;

    /**
     * Begins with {@link #start}.
     *
     * @param name of the thread
     */
    public Poller(String name, Duration pauseAfterDefect) {
        this(name, pauseAfterDefect, LOG::info);
    }

    Poller(String name, Duration pauseAfterDefect, Consumer<String> log) {
        this.name = requireNonNull(name, "name");
        this.pauseAfterDefect = requireNonNull(pauseAfterDefect, "pauseAfterDefect");
        this.log = log;
    }

    /** Polls at once and from then on. Does nothing after an earlier start, and after {@link #close}. */
    public synchronized void start(Supplier<PollResult> poll) {
        if (thread == null) {
            thread = new Thread(() -> run(poll), name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Nothing is polled any more after this returns, unless it is the poll that calls this, or the caller is interrupted. */
    @Override
    public void close() {
        @Nullable Thread running;
        synchronized (this) {
            stop.countDown();
            running = thread;
        }
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Supplier<PollResult> poll) {
        Duration pause = Duration.ZERO;
        try {
            while (!stop.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = pollWhateverHappens(poll);
            }
        } catch (InterruptedException e) {
            LOG.warn("{} was interrupted and ends", name);
        }
    }

    private Duration pollWhateverHappens(Supplier<PollResult> poll) {
        try {
            PollResult polled = poll.get();
            failing = false;
            if (!polled.state().isEmpty() && !polled.state().equals(told)) {
                told = polled.state();
                log.accept(told);
            }
            return polled.pause();
        } catch (RuntimeException | Error e) {
            if (!failing) {
                failing = true;
                told = "";
                LOG.error("{} failed by a defect, here or in the listener for changes; trying again", name, e);
            }
            return pauseAfterDefect;
        }
    }
}
