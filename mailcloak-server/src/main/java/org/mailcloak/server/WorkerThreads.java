package org.mailcloak.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Pools of threads for what must not block an event loop. */
final class WorkerThreads {

    private WorkerThreads() {}

    /** Returns a pool of daemon threads, which end while there is nothing to do. What does not fit into the queue is refused. */
    static ExecutorService pool(String name, int count, int queue) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(count, count, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
