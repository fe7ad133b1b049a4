package org.mailcloak.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be written, bounded in number and in memory: strangers choose how long the lines are. What has been
 * taken counts until it is written, as a reader of the log that hangs keeps it from being forgotten. An eighth of both
 * bounds is kept for warnings and errors, so that a flood of decisions cannot wash away what went wrong. Safe for use by
 * many threads.
 */
final class PendingEvents {

    static final int MAX_EVENTS = 8_192;

    private static final int RESERVED = 8;

    private static final long MOST_BYTES = 4 * 1_024 * 1_024;
    private static final long LEAST_BYTES = 256 * 1_024;
    private static final int SHARE_OF_HEAP = 16;

    /** An event with its node in the queue and the array of its arguments. */
    private static final int EVENT_BYTES = 256;

    /** A line of a stack trace, as logback keeps it. */
    private static final int FRAME_BYTES = 128;

    private final long maxBytes;
    private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** @param size bytes of memory that it takes, about */
    record Entry(ILoggingEvent event, int size) {}

    /** With a sixteenth of the heap, between 256 KiB and 4 MiB. */
    PendingEvents() {
        this(Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)));
    }

    PendingEvents(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Lets an event wait.
     *
     * @return how many wait now; 0 if there is no room, and the event is dropped
     */
    int offer(ILoggingEvent event) {
        int shared = event.getLevel().isGreaterOrEqual(Level.WARN) ? 0 : RESERVED;
        if (isFull(count.get(), MAX_EVENTS, shared)) {
            return 0;
        }
        int size = size(event);
        long before = bytes.getAndAdd(size);
        if (isFull(before + size, maxBytes, shared)) {
            bytes.addAndGet(-size);
            return 0;
        }
        int now = count.incrementAndGet();
        queue.add(new Entry(event, size));
        return now;
    }

    private static boolean isFull(long taken, long bound, int shared) {
        return taken >= (shared == 0 ? bound : bound - bound / shared);
    }

    /** The oldest; null if none waits. */
    @Nullable
    Entry poll() {
        return queue.poll();
    }

    /** What was polled is written, or lost. */
    void forget(int events, long size) {
        count.addAndGet(-events);
        bytes.addAndGet(-size);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Also makes the event independent of the thread that logs: its name and the text are there from now on. */
    private static int size(ILoggingEvent event) {
        event.getThreadName();
        long size = EVENT_BYTES;
        Object @Nullable [] arguments = event.getArgumentArray();
        @Nullable LogLine line = LogLine.of(arguments);
        if (line != null) {
            size += line.size();
        } else {
            String text = event.getFormattedMessage();
            size += text == null ? 0 : 2L * text.length();
            if (arguments != null) {
                for (Object argument : arguments) {
                    size += argument instanceof CharSequence value ? 2L * value.length() : Long.BYTES;
                }
            }
        }
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            size += 2L * String.valueOf(cause.getMessage()).length()
                    + (long) FRAME_BYTES * cause.getStackTraceElementProxyArray().length;
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
