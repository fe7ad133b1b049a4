package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.concurrent.Callable;
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
final class LdapCallExecutor implements AutoCloseable {

    /** What a call does; it may block, for as long as the library's timeouts let it. */
    interface Task<T> {
        T run() throws LDAPException, LdapUnavailableException;
    }

    private final LdapLimits limits;
    private final Semaphore free;
    private final ExecutorService threads;

    LdapCallExecutor(LdapLimits limits) {
        this.limits = limits;
        this.free = new Semaphore(limits.connections(), true);
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mailcloak-ldap-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns what the task returns, or says why not after {@link LdapLimits#call} at the latest. */
    <T> T call(Task<T> task) throws LdapUnavailableException {
        long deadline = System.nanoTime() + limits.call().toNanos();
        try {
            if (!free.tryAcquire(limits.call().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new LdapUnavailableException("all " + limits.connections() + " connections are in use");
            }
            return await(new Work<>(task, free::release), deadline - System.nanoTime());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The same beside all other calls, for a question of our own that is asked once at a time. */
    <T> T probe(Task<T> task) throws LdapUnavailableException {
        try {
            return await(new Work<>(task, () -> {}), limits.call().toNanos());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static LdapUnavailableException interrupted() {
        Thread.currentThread().interrupt();
        return new LdapUnavailableException("interrupted");
    }

    private <T> T await(Work<T> work, long nanos) throws InterruptedException, LdapUnavailableException {
        try {
            return submit(work).get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            work.abandon();
            throw new LdapUnavailableException("no answer in " + LdapFailureMessages.seconds(limits.call()));
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private <T> Future<T> submit(Work<T> work) throws LdapUnavailableException {
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException e) {
            work.end.run();
            throw new LdapUnavailableException("closed");
        }
    }

    /** A task that holds its place until it ends, even if no caller waits for it any more. */
    private static final class Work<T> implements Callable<T> {

        private final Task<T> task;
        private final Runnable end;
        private @Nullable Thread thread;

        Work(Task<T> task, Runnable end) {
            this.task = task;
            this.end = end;
        }

        @Override
        public T call() throws LDAPException, LdapUnavailableException {
            running(Thread.currentThread());
            try {
                return task.run();
            } finally {
                running(null);
                end.run();
            }
        }

        private synchronized void running(@Nullable Thread now) {
            thread = now;
        }

        /** A task of many searches goes on with none of them; one search ends by the library's timeout. */
        synchronized void abandon() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    private LdapUnavailableException failure(@Nullable Throwable cause) {
        if (cause instanceof LdapUnavailableException known) {
            return known.again();
        }
        if (threads.isShutdown()) {
            return new LdapUnavailableException("closed");
        }
        return cause instanceof LDAPException ldap
                ? LdapUnavailableException.of(ldap, limits)
                : new LdapUnavailableException("a defect: " + cause);
    }

    /** Calls that are under way end with a failure, once the connections are closed. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
