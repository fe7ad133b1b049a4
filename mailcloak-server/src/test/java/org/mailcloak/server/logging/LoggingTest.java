package org.mailcloak.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.config.LogSection;
import org.slf4j.LoggerFactory;

class LoggingTest {

    @AfterEach
    void beQuietAgain() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    }

    @Test
    void debugShouldShowLookUpsAndNoCertificates() {
        Logging.configure(new LogSection(LogSection.Level.DEBUG, LogSection.Addresses.FULL, LogSection.Format.TEXT));

        assertThat(LoggerFactory.getLogger("org.mailcloak.decision").isDebugEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger("jdk.event.security").isDebugEnabled())
                .isFalse();
    }
}
