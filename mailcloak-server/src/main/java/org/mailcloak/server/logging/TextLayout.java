package org.mailcloak.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import org.jspecify.annotations.Nullable;

/** {@code 2026-11-21T05:20:01.123Z INFO  [thread] message}, one line an event; a stack trace follows on its own lines. */
final class TextLayout extends EventLayout {

    private final Timestamps time = new Timestamps();
    private final AddressMask mask;

    /** @param mask hides addresses in messages and stack traces; a {@link LogLine} shows what it is given */
    TextLayout(AddressMask mask) {
        this.mask = mask;
    }

    /** Shows everything. */
    TextLayout() {
        this(AddressMask.FULL);
    }

    @Override
    void append(StringBuilder out, ILoggingEvent event) {
        time.append(out, event.getTimeStamp());
        out.append(' ').append(event.getLevel());
        out.append(event.getLevel().toString().length() == 4 ? "  [" : " [")
                .append(event.getThreadName())
                .append("] ");
        @Nullable LogLine line = LogLine.of(event.getArgumentArray());
        if (line != null) {
            line.appendTo(out);
        } else {
            Escapes.appendPlain(out, mask.hide(String.valueOf(event.getFormattedMessage())));
        }
        out.append('\n');
        if (event.getThrowableProxy() != null) {
            mask.hide(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .lines()
                    .forEach(traced -> {
                        out.append("    ");
                        Escapes.appendPlain(out, traced.replace("\t", "    "));
                        out.append('\n');
                    });
        }
    }
}
