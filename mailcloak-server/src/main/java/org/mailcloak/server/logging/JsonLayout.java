package org.mailcloak.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import org.jspecify.annotations.Nullable;

/** One JSON object a line. The pairs of a {@link LogLine} are members beside {@code time}, {@code level} and the rest. */
final class JsonLayout extends EventLayout {

    private final Timestamps time = new Timestamps();
    private final AddressMask mask;

    /** @param mask hides addresses in messages and stack traces; a {@link LogLine} shows what it is given */
    JsonLayout(AddressMask mask) {
        this.mask = mask;
    }

    /** Shows everything. */
    JsonLayout() {
        this(AddressMask.FULL);
    }

    @Override
    void append(StringBuilder out, ILoggingEvent event) {
        out.append("{\"time\":\"");
        time.append(out, event.getTimeStamp());
        out.append("\",");
        member(out, "level", event.getLevel().toString());
        member(out, "thread", event.getThreadName());
        member(out, "logger", event.getLoggerName());
        @Nullable LogLine line = LogLine.of(event.getArgumentArray());
        if (line != null) {
            member(out, "event", line.event());
            line.tell(new Members(out));
        } else {
            member(out, "message", mask.hide(String.valueOf(event.getFormattedMessage())));
        }
        if (event.getThrowableProxy() != null) {
            member(out, "error", mask.hide(ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
        out.setCharAt(out.length() - 1, '}');
        out.append('\n');
    }

    private static void member(StringBuilder out, String name, String value) {
        Escapes.appendQuoted(out, name);
        out.append(':');
        Escapes.appendQuoted(out, value);
        out.append(',');
    }

    private static final class Members extends LogLine.Pairs {

        private final StringBuilder out;

        Members(StringBuilder out) {
            this.out = out;
        }

        @Override
        void add(String name, String value) {
            member(out, name, value);
        }

        @Override
        void add(String name, long value) {
            Escapes.appendQuoted(out, name);
            out.append(':').append(value).append(',');
        }
    }
}
