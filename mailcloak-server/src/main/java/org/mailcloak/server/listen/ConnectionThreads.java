package org.mailcloak.server.listen;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** A thread for each connection: virtual from Java 21 on, a platform thread before. */
public final class ConnectionThreads {

    /** Reading, deciding and logging need little; the default of 1 MiB would only be address space. */
    private static final long STACK_BYTES = 512 * 1024;

    private ConnectionThreads() {}

    public static ExecutorService open() {
        if (Runtime.version().feature() >= 21) {
            return virtual();
        }
        AtomicLong number = new AtomicLong();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(null, task, "connection-" + number.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
        return Executors.newCachedThreadPool(factory);
    }

    /** By name, because this is compiled for Java 17. */
    private static ExecutorService virtual() {
        try {
            MethodHandle open = MethodHandles.lookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) open.invokeExact();
        } catch (Throwable missing) {
            throw new IllegalStateException("This Java has no virtual threads, though its version says so", missing);
        }
    }
}
