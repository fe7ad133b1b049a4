package org.mailcloak.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks that run by the clock. A task that fails is logged once and tried again at its next time. */
final class ScheduledTasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTasks.class);

    /** Two, so that a database that hangs does not keep deadlines from being enforced. */
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "timer");
        thread.setDaemon(true);
        return thread;
    });

    void every(Duration period, String what, Runnable task) {
        // Guarded never throws, so there is nothing to learn from the future.
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(
                new Guarded(what, task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Once, unless {@link #close} comes first. */
    void after(Duration delay, String what, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                LOG.error("{}: failed", what, failure);
            }
        };
        ScheduledFuture<?> unused = executor.schedule(guarded, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** A scheduled task that throws would never run again. Run by one thread at a time. */
    private static final class Guarded implements Runnable {

        private final String what;
        private final Runnable task;
        private boolean failing;

        Guarded(String what, Runnable task) {
            this.what = what;
            this.task = task;
        }

        @Override
        public void run() {
            try {
                task.run();
                if (failing) {
                    LOG.info("{}: works again", what);
                }
                failing = false;
            } catch (RuntimeException failure) {
                if (!failing) {
                    LOG.error("{}: {}; trying again", what, failure.getMessage(), failure.getCause());
                }
                failing = true;
            } catch (Error defect) {
                // Once more, the task is not run again if this leaves run().
                failing = true;
                LOG.error("{}: a defect in Mailcloak; trying again", what, defect);
            }
        }
    }
}
