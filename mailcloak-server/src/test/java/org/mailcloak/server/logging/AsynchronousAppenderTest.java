package org.mailcloak.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AsynchronousAppenderTest {

    /** More than the appender holds. */
    private static final int MANY = 20_000;

    private final Reader reader = new Reader();
    private final AsynchronousAppender appender = new AsynchronousAppender(new TextLayout(), reader);

    private void start() {
        appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        appender.start();
    }

    @AfterEach
    void stop() {
        reader.gate.countDown();
        appender.stop();
    }

    @Test
    void eventsShouldBeWrittenInTheirOrder() {
        reader.gate.countDown();
        start();
        log(Level.INFO, "one");
        log(Level.WARN, "two");
        log(Level.INFO, "three");

        appender.stop();

        assertThat(reader.text().lines().map(line -> line.replaceAll(".* ", "")))
                .containsExactly("one", "two", "three");
        assertThat(appender.dropped()).isZero();
    }

    @Test
    void eventShouldBeWrittenSoonAlsoAfterALongSilence() {
        reader.gate.countDown();
        start();
        Awaitility.await().until(appender::isAsleep);

        log(Level.INFO, "awake");

        Awaitility.await().until(() -> reader.text().contains("awake"));
    }

    @Test
    void nobodyShouldBeHeldUpAndTheDroppedBeCountedWhenTheReaderOfTheLogHangs() {
        start();
        for (int i = 0; i < MANY; i++) {
            log(Level.INFO, "decision");
        }
        long dropped = appender.dropped();

        assertThat(dropped).isPositive();
        reader.gate.countDown();
        Awaitility.await().until(() -> decisions() == MANY - dropped);

        assertThat(reader.text()).contains(dropped + " log lines were dropped");
    }

    @Test
    void warningShouldStillFindRoomWhenDecisionsAreDropped() {
        start();
        for (int i = 0; i < MANY; i++) {
            log(Level.INFO, "decision");
        }
        log(Level.WARN, "important");

        reader.gate.countDown();
        Awaitility.await().until(() -> reader.text().contains("important"));
    }

    private long decisions() {
        return reader.text().lines().filter(line -> line.endsWith("decision")).count();
    }

    @Test
    void lineShouldBeWrittenWithTheNameOfTheThreadThatLogged() {
        reader.gate.countDown();
        start();

        appender.doAppend(event(Level.INFO, "{}", LogLine.of("decision", 4, pairs -> pairs.put("verdict", "pass"))));
        appender.stop();

        assertThat(reader.text())
                .endsWith("decision verdict=pass\n")
                .contains("[" + Thread.currentThread().getName());
    }

    /** Few lines, but long ones: of a message, of the pairs of a line, of its arguments, of a stack trace. */
    @ParameterizedTest
    @ValueSource(strings = {"message", "pairs", "argument", "trace"})
    void memoryShouldBeBoundedWhenTheReaderOfTheLogHangsAndLinesAreLong(String where) {
        start();
        String text = "x".repeat(100_000);
        for (int i = 0; i < 1_000; i++) {
            switch (where) {
                case "message" -> log(Level.WARN, text);
                case "argument" -> appender.doAppend(event(Level.WARN, "short", text));
                case "trace" -> {
                    LoggingEvent event = (LoggingEvent) event(Level.WARN, "short");
                    event.setThrowableProxy(
                            new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException(text)));
                    appender.doAppend(event);
                }
                default ->
                    appender.doAppend(event(
                            Level.WARN,
                            "{}",
                            LogLine.of("decision", text.length(), pairs -> pairs.put("sender", text))));
            }
        }

        // 4 MiB at the most, in characters of two bytes.
        assertThat(1_000 - appender.dropped()).isPositive().isLessThanOrEqualTo(21);
    }

    @Test
    void roomShouldBeThereAgainWhenTheReaderOfTheLogGoesOn() {
        start();
        String text = "x".repeat(1_000_000);
        while (appender.dropped() == 0) {
            log(Level.INFO, text);
        }

        reader.gate.countDown();
        Awaitility.await().until(() -> reader.text().contains("log lines were dropped"));
        for (int i = 0; i < 100; i++) {
            int before = decisions("again " + i);
            log(Level.INFO, "again " + i);
            String line = "again " + i;
            Awaitility.await().until(() -> decisions(line) == before + 1);
        }
    }

    @Test
    void eventsShouldBeWrittenInTheNewWayWhenTheLayoutChanges() {
        reader.gate.countDown();
        start();
        appender.use(new JsonLayout());
        log(Level.INFO, "one");

        appender.stop();

        assertThat(reader.text()).startsWith("{").contains("\"message\":\"one\"");
    }

    private int decisions(String end) {
        return (int) reader.text().lines().filter(line -> line.endsWith(end)).count();
    }

    @Test
    void laterEventsShouldBeWrittenWhenAWriteHasFailed() {
        reader.failNext = true;
        reader.gate.countDown();
        start();
        log(Level.INFO, "lost");
        Awaitility.await().until(() -> appender.dropped() == 1);
        log(Level.INFO, "written");

        appender.stop();

        assertThat(reader.text())
                .contains("written", "1 log lines were dropped")
                .doesNotContain("lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "b\u00fccher", "\u674e", "\ud83d\udce7"})
    void lineShouldBeWrittenInUtf8WhateverItHolds(String text) {
        reader.gate.countDown();
        start();
        log(Level.INFO, "plain before");
        log(Level.INFO, text);
        log(Level.INFO, "plain after");

        appender.stop();

        assertThat(reader.text().lines().map(line -> line.replaceAll(".*] ", "")))
                .containsExactly("plain before", text, "plain after");
    }

    private void log(Level level, String message) {
        appender.doAppend(event(level, message));
    }

    private static ILoggingEvent event(Level level, String message, Object... arguments) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return new LoggingEvent(
                ILoggingEvent.class.getName(), context.getLogger("org.mailcloak.x"), level, message, null, arguments);
    }

    /** Takes nothing until its gate is open. */
    private static final class Reader extends OutputStream {

        private final CountDownLatch gate = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private volatile boolean failNext;

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                gate.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            if (failNext) {
                failNext = false;
                throw new IOException("broken pipe");
            }
            synchronized (taken) {
                taken.write(bytes, from, count);
            }
        }

        String text() {
            synchronized (taken) {
                return taken.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
