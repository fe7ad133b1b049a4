package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

/** {@code log}: what the log holds, and in which form. */
public record LogSection(Level level, Addresses addresses, Format format) {

    /** The least severe level that is logged. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** How much of a mail address is logged. */
    public enum Addresses {
        /** The whole address. */
        FULL,
        /** Only the domain. */
        DOMAIN,
        /** Nothing of it. */
        NONE
    }

    /** How a line is written. */
    public enum Format {
        TEXT,
        JSON
    }

    /** What is logged, and how, until a configuration is read. */
    public static final LogSection DEFAULTS = new LogSection(Level.INFO, Addresses.FULL, Format.TEXT);

    public LogSection {
        requireNonNull(level, "level");
        requireNonNull(addresses, "addresses");
        requireNonNull(format, "format");
    }
}
