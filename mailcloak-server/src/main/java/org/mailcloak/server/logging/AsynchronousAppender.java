package org.mailcloak.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in a thread of its own, many with one write. A thread that logs is never held up: if the reader of the log
 * is slower than the events come, or hangs, events are dropped and counted, and the log says how many when there is room
 * again. {@link PendingEvents} has the bounds.
 */
final class AsynchronousAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    /** So much text goes out with one write; a line more, so that a write never breaks a line. */
    private static final int BATCH_CHARS = 64 * 1_024;

    private static final int BATCH = 512;

    /** The writer looks for events this often while there are some; so those who log need not wake it for each ... */
    private static final Duration LOOK = Duration.ofMillis(10);

    /**
     * ... and this often while there are many: each look takes the processor from a thread that answers, and a short
     * one is felt less than all that a long time has brought.
     */
    private static final Duration BUSY_LOOK = Duration.ofMillis(1);

    private static final int BUSY_EVENTS = 16;

    /** So many events wake the writer before it looks by itself. */
    private static final int MANY = PendingEvents.MAX_EVENTS / 2;

    /** After so many vain looks the writer sleeps until a logging thread wakes it. */
    private static final int VAIN_LOOKS = 100;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    private final OutputStream out;
    private final LineBuffer lines = new LineBuffer();
    private final PendingEvents events;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer = new Thread(this::write, "log");
    private long reported;
    private volatile EventLayout layout;
    private volatile boolean asleep;
    private volatile boolean stopping;

    AsynchronousAppender(EventLayout layout, OutputStream out) {
        this(layout, out, new PendingEvents());
    }

    AsynchronousAppender(EventLayout layout, OutputStream out, PendingEvents events) {
        this.layout = layout;
        this.out = out;
        this.events = events;
        writer.setDaemon(true);
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    /** What waits and what comes is written in this way from now on. */
    void use(EventLayout newLayout) {
        layout = newLayout;
    }

    @Override
    protected void append(ILoggingEvent event) {
        int now = events.offer(event);
        if (now == 0) {
            dropped.increment();
        } else if (asleep || now == MANY) {
            LockSupport.unpark(writer);
        }
    }

    /** Whether the writer waits to be woken. */
    boolean isAsleep() {
        return asleep;
    }

    /** How many events were dropped since the start. */
    long dropped() {
        return dropped.sum();
    }

    private void write() {
        int vain = 0;
        while (true) {
            boolean last = stopping;
            int written = writeBatch();
            if (written == 0 && last) {
                return;
            }
            vain = written == 0 ? vain + 1 : 0;
            if (written >= BUSY_EVENTS && written < BATCH && !last) {
                LockSupport.parkNanos(BUSY_LOOK.toNanos());
            } else if (written < BATCH && !last) {
                rest(vain);
            }
        }
    }

    private void rest(int vain) {
        if (vain < VAIN_LOOKS) {
            LockSupport.parkNanos(LOOK.toNanos());
            return;
        }
        asleep = true;
        // A thread that has logged before this could not see that the writer sleeps.
        if (events.isEmpty() && !stopping) {
            LockSupport.park();
        }
        asleep = false;
    }

    /** @return how many events were taken */
    private int writeBatch() {
        int taken = 0;
        long size = 0;
        try {
            while (taken < BATCH && lines.text().length() < BATCH_CHARS) {
                PendingEvents.@Nullable Entry next = events.poll();
                if (next == null) {
                    break;
                }
                taken++;
                size += next.size();
                layout.append(lines.text(), next.event());
            }
            if (taken > 0) {
                reportDropped();
                lines.writeTo(out);
            }
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError failure) {
            dropped.add(taken);
            addError("Log lines could not be written", failure);
        }
        events.forget(taken, size);
        lines.clear();
        return taken;
    }

    private void reportDropped() {
        long sum = dropped.sum();
        if (sum > reported) {
            LoggingEvent event = new LoggingEvent();
            event.setTimeStamp(System.currentTimeMillis());
            event.setLoggerName(AsynchronousAppender.class.getName());
            event.setThreadName(Thread.currentThread().getName());
            event.setLevel(Level.WARN);
            event.setMessage((sum - reported) + " log lines were dropped: they came faster than they could be written");
            layout.append(lines.text(), event);
            reported = sum;
        }
    }

    /** Writes what waits, unless the reader of the log hangs. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        stopping = true;
        LockSupport.unpark(writer);
        try {
            writer.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
