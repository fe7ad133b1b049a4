package org.mailcloak.bench.jmh;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Whether decisions are logged. What is logged goes nowhere. */
public enum DecisionLogging {
    OFF,
    INFO;

    /** Of the whole process. */
    void use() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Nowhere nowhere = new Nowhere();
        nowhere.setContext(context);
        nowhere.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(nowhere);
        root.setLevel(Level.toLevel(name()));
    }

    private static final class Nowhere extends AppenderBase<ILoggingEvent> {

        /** Other threads have to be able to see the event, or the compiler finds out that no code needs it. */
        @SuppressWarnings("UnusedVariable")
        private volatile @Nullable ILoggingEvent last;

        @Override
        protected void append(ILoggingEvent event) {
            last = event;
        }
    }
}
