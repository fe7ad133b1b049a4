package org.mailcloak.server.logging;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log line of {@code name=value} pairs, which no value can break: what is not plain is quoted and escaped. In the JSON
 * format each pair is a member of its own. Immutable; the pairs are told where the line is written, off the thread that
 * logs, and so may be told again.
 */
public final class LogLine {

    private final String event;
    private final Consumer<Pairs> pairs;

    private LogLine(String event, Consumer<Pairs> pairs) {
        this.event = event;
        this.pairs = pairs;
    }

    /**
     * @param event what happened, in one word
     * @param pairs tells them, in any thread; what it reads does not change any more
     */
    public static LogLine of(String event, Consumer<Pairs> pairs) {
        return new LogLine(event, pairs);
    }

    /** Takes the pairs of one line, in their order. */
    public abstract static class Pairs {

        Pairs() {}

        /** A pair with an empty value is left out. */
        public final Pairs put(String name, String value) {
            if (!value.isEmpty()) {
                add(name, value);
            }
            return this;
        }

        /** A number, which is one in JSON too. */
        public final Pairs put(String name, long value) {
            add(name, value);
            return this;
        }

        abstract void add(String name, String value);

        abstract void add(String name, long value);
    }

    String event() {
        return event;
    }

    void tell(Pairs listener) {
        pairs.accept(listener);
    }

    /** The line that is an event's only argument; null if it is none. */
    static @Nullable LogLine of(Object @Nullable [] arguments) {
        return arguments != null && arguments.length == 1 && arguments[0] instanceof LogLine line ? line : null;
    }

    /** As text, for another log than ours too, in a host that embeds the server. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(256);
        appendTo(text);
        return text.toString();
    }

    void appendTo(StringBuilder text) {
        text.append(event);
        tell(new TextPairs(text));
    }

    private static final class TextPairs extends Pairs {

        private final StringBuilder text;

        TextPairs(StringBuilder text) {
            this.text = text;
        }

        @Override
        void add(String name, String value) {
            text.append(' ').append(name).append('=');
            if (isPlain(value)) {
                text.append(value);
            } else {
                Escapes.appendQuoted(text, value);
            }
        }

        @Override
        void add(String name, long value) {
            text.append(' ').append(name).append('=').append(value);
        }

        private static boolean isPlain(String value) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c <= ' ' || c >= 0x7f || c == '"' || c == '=' || c == '\\') {
                    return false;
                }
            }
            return true;
        }
    }
}
