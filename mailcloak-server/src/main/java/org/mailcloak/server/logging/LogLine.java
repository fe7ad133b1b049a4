package org.mailcloak.server.logging;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log line of {@code name=value} pairs, which no value can break: what is not plain is quoted and escaped. In the JSON
 * format each pair is a member of its own. It is put together where it is written, off the thread that logs.
 */
public final class LogLine {

    /** A name and a value, without the value's characters. Names are constants, which cost nothing. */
    private static final long PAIR_BYTES = 64;

    private static final int BYTES_PER_CHAR = 2;

    /** A decision has up to fifteen. */
    private static final long USUAL_PAIRS = 16;

    private final String event;
    private final Consumer<Pairs> pairs;
    private final long size;

    private LogLine(String event, long size, Consumer<Pairs> pairs) {
        this.event = event;
        this.size = size;
        this.pairs = pairs;
    }

    /**
     * Makes a line.
     *
     * @param event what happened, in one word
     * @param chars how many characters the texts have together that wait with the line: whole ones, also where a part is shown
     * @param pairs puts them when the line is written, in another thread; the same ones each time
     */
    public static LogLine of(String event, long chars, Consumer<Pairs> pairs) {
        return new LogLine(event, USUAL_PAIRS * PAIR_BYTES + BYTES_PER_CHAR * chars, pairs);
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

    /** Bytes of memory that it takes, about. */
    long size() {
        return size;
    }

    /** The line that is an event's only argument; null if it is not one. */
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
