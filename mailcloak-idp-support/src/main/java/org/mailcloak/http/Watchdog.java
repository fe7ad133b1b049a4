package org.mailcloak.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Cancels requests that take too long as a whole. The timeouts of sockets start anew with every byte: a server that sends
 * one now and then would hold a thread for hours.
 *
 * <p>One daemon thread, which starts with the first request.
 */
final class Watchdog implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;

    Watchdog() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mailcloak-http-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Cancels the request after that time, unless the result is cancelled first.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the watchdog is closed
     */
    Future<?> cancelAfter(HttpUriRequestBase request, Duration limit) {
        return timer.schedule(request::cancel, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
