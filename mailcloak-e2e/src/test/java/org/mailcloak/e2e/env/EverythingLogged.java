package org.mailcloak.e2e.env;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Notes what this process logs at the finest level, but for the test's own HTTP client. */
public final class EverythingLogged extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private EverythingLogged() {}

    /** Begins to note. */
    public static EverythingLogged open() {
        EverythingLogged log = new EverythingLogged();
        log.setContext(log.root.getLoggerContext());
        log.start();
        log.root.setLevel(Level.TRACE);
        log.root.addAppender(log);
        return log;
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLoggerName().startsWith("jdk.")) {
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage());
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
        stop();
    }
}
