package org.mailcloak.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.Optional;

/** One JSON object a line. The pairs of a {@link LogLine} are members beside {@code time}, {@code level} and the rest. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {

    private final Timestamps time = new Timestamps();

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder out = new StringBuilder(512).append('{');
        out.append("\"time\":\"");
        time.append(out, event.getTimeStamp());
        out.append("\",");
        member(out, "level", event.getLevel().toString());
        member(out, "thread", event.getThreadName());
        member(out, "logger", event.getLoggerName());
        Optional<LogLine> line = LogLine.of(event.getArgumentArray());
        if (line.isPresent()) {
            member(out, "event", line.get().event());
            line.get().forEach((name, value) -> member(out, name, value));
        } else {
            member(out, "message", String.valueOf(event.getFormattedMessage()));
        }
        if (event.getThrowableProxy() != null) {
            member(out, "error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        out.setCharAt(out.length() - 1, '}');
        return out.append('\n').toString();
    }

    private static void member(StringBuilder out, String name, Object value) {
        Escapes.appendQuoted(out, name);
        out.append(':');
        if (value instanceof Long number) {
            out.append(number.longValue());
        } else {
            Escapes.appendQuoted(out, value.toString());
        }
        out.append(',');
    }
}
