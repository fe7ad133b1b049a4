package org.mailcloak.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.mailcloak.config.LogSection;
import org.slf4j.LoggerFactory;

/** Sends the log of this process to standard error. Only the program does this; an embedding host has its own log. */
public final class Logging {

    private static final String APPENDER = "stderr";

    private Logging() {}

    public static void configure(LogSection settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender(settings, context));
        root.setLevel(level(settings.level()));
        // These log at INFO what no operator has asked for.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
        context.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
        // Java's own, at DEBUG: every certificate of every connection, between the look-ups that an operator looks for.
        context.getLogger("jdk.event.security").setLevel(Level.WARN);
    }

    /**
     * Goes over to other settings. Nothing that is logged meanwhile is lost, and what waits is written in the new format: a
     * reader of the log that hangs holds up one writer, however often the settings change.
     */
    public static void change(LogSection settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(APPENDER) instanceof AsynchronousAppender appender) {
            appender.use(layout(settings, context));
        } else {
            root.addAppender(appender(settings, context));
        }
        root.setLevel(level(settings.level()));
    }

    /** How many lines were dropped since the log was configured: they came faster than they were read. */
    public static long droppedLines() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER) instanceof AsynchronousAppender appender
                ? appender.dropped()
                : 0;
    }

    /** Writes what has been logged and not yet been written. To be called before the process ends; a later event is lost. */
    public static void close() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static Appender<ILoggingEvent> appender(LogSection settings, LoggerContext context) {
        AsynchronousAppender appender =
                new AsynchronousAppender(layout(settings, context), new FileOutputStream(FileDescriptor.err));
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.start();
        return appender;
    }

    private static EventLayout layout(LogSection settings, LoggerContext context) {
        AddressMask mask = AddressMask.of(settings.addresses());
        EventLayout layout = switch (settings.format()) {
            case TEXT -> new TextLayout(mask);
            case JSON -> new JsonLayout(mask);
        };
        layout.setContext(context);
        layout.start();
        return layout;
    }

    private static Level level(LogSection.Level level) {
        return switch (level) {
            case TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }
}
