package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds calls of the directory in number and in time. The library's own timeouts are for one operation; with a new
 * connection, a login, another server and a second try they add up. Safe for many threads; its own threads are daemons.
 */
final class Calls implements AutoCloseable {

    /** What a call does; it may block, for as long as the library's timeouts let it. */
    interface Task<T> {
        T run() throws LDAPException, UnavailableException;
    }

    private final Limits limits;
    private final Semaphore free;
    private final ExecutorService threads;

    Calls(Limits limits) {
        this.limits = limits;
        this.free = new Semaphore(limits.connections(), true);
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mailcloak-ldap-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns what the task returns, or says why not after {@link Limits#call} at the latest. */
    <T> T call(Task<T> task) throws UnavailableException {
        long deadline = System.nanoTime() + limits.call().toNanos();
        try {
            if (!free.tryAcquire(limits.call().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new UnavailableException("all " + limits.connections() + " connections are in use");
            }
            return await(submit(task), deadline - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted");
        }
    }

    /** The task holds its place until it ends, even if nobody waits for it any more. */
    private <T> Future<T> submit(Task<T> task) throws UnavailableException {
        try {
            return threads.submit(() -> {
                try {
                    return task.run();
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException e) {
            free.release();
            throw new UnavailableException("closed");
        }
    }

    private <T> T await(Future<T> result, long nanos) throws InterruptedException, UnavailableException {
        try {
            return result.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException("no answer in " + Reasons.seconds(limits.call()));
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private UnavailableException failure(@Nullable Throwable cause) {
        if (cause instanceof UnavailableException known) {
            return known.again();
        }
        if (threads.isShutdown()) {
            return new UnavailableException("closed");
        }
        return new UnavailableException(
                cause instanceof LDAPException ldap ? Reasons.text(ldap, limits) : "a defect: " + cause);
    }

    /** Calls that are under way end with a failure, once the connections are closed. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
