package org.mailcloak.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

/** Writes events behind one another into the same text. Safe for many threads. */
abstract class EventLayout extends LayoutBase<ILoggingEvent> {

    abstract void append(StringBuilder out, ILoggingEvent event);

    @Override
    public final String doLayout(ILoggingEvent event) {
        StringBuilder out = new StringBuilder(256);
        append(out, event);
        return out.toString();
    }
}
