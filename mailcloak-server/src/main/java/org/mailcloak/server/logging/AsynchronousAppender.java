package org.mailcloak.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes events in a thread of its own, many with one write. Whoever logs is never held up: if the reader of the log is
 * slower than the events come, or hangs, events are dropped and counted, and the log says how many when there is room
 * again. Events below WARN are dropped first, so that the flood of decisions cannot wash away what went wrong.
 */
final class AsynchronousAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    /** Some 2 MB of events at worst. */
    private static final int CAPACITY = 8_192;

    private static final int RESERVED_FOR_WARNINGS = CAPACITY / 8;
    private static final int BATCH = 512;

    /** The writer looks for events this often while there are some; so those who log need not wake it for each ... */
    private static final Duration LOOK = Duration.ofMillis(10);

    /**
     * ... and this often while there are many: each look takes the processor from somebody who answers, and a short one is
     * felt less than all that a long time has brought.
     */
    private static final Duration BUSY_LOOK = Duration.ofMillis(1);

    private static final int BUSY_EVENTS = 16;

    /** So many events wake the writer before it looks by itself. */
    private static final int MANY = CAPACITY / 2;

    /** After so many vain looks the writer sleeps until somebody wakes it. */
    private static final int VAIN_LOOKS = 100;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    private final EventLayout layout;
    private final OutputStream out;
    private final Lines lines = new Lines();
    private final BlockingQueue<ILoggingEvent> events = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final Thread writer = new Thread(this::write, "log");
    private long reported;
    private volatile boolean asleep;
    private volatile boolean stopping;

    AsynchronousAppender(EventLayout layout, OutputStream out) {
        this.layout = layout;
        this.out = out;
        writer.setDaemon(true);
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        int room = CAPACITY - waiting.get();
        boolean important = event.getLevel().isGreaterOrEqual(Level.WARN);
        if (room <= (important ? 0 : RESERVED_FOR_WARNINGS)) {
            dropped.increment();
            return;
        }
        captureWhatBelongsToThisThread(event);
        int now = waiting.incrementAndGet();
        if (!events.offer(event)) {
            waiting.decrementAndGet();
            dropped.increment();
        }
        if (asleep || now == MANY) {
            LockSupport.unpark(writer);
        }
    }

    private static void captureWhatBelongsToThisThread(ILoggingEvent event) {
        event.getThreadName();
        if (LogLine.of(event.getArgumentArray()) == null) {
            event.getFormattedMessage();
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
        List<ILoggingEvent> batch = new ArrayList<>(BATCH);
        int vain = 0;
        while (true) {
            boolean last = stopping;
            int written = writeBatch(batch);
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
        // Whoever has logged before this could not see that the writer sleeps.
        if (events.isEmpty() && !stopping) {
            LockSupport.park();
        }
        asleep = false;
    }

    /** @return how many events were taken */
    private int writeBatch(List<ILoggingEvent> batch) {
        int taken = events.drainTo(batch, BATCH);
        if (taken == 0) {
            return 0;
        }
        waiting.addAndGet(-taken);
        try {
            for (ILoggingEvent event : batch) {
                layout.append(lines.text(), event);
            }
            reportDropped();
            lines.writeTo(out);
        } catch (IOException | RuntimeException failure) {
            dropped.add(taken);
            addError("Log lines could not be written", failure);
        }
        lines.clear();
        batch.clear();
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
