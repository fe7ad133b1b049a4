package org.mailcloak.server.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log line of {@code name=value} pairs, which no value can break: what is not plain is quoted and escaped. In the JSON
 * format each pair is a member of its own. Immutable; it holds the values alone, and is put together where it is written,
 * off the thread that logs.
 */
public final class LogLine {

    /** A decision has up to fifteen pairs, each a name and a value. */
    private static final int USUAL_PARTS = 32;

    /** A text or a number, without its characters. Names are constants, which cost nothing; that is left out. */
    private static final int PART_BYTES = 32;

    private final String event;
    /** Names and values in turn; a value is a text or a number. */
    private final List<Object> pairs;

    private final long size;

    private LogLine(String event, Collected collected) {
        this.event = event;
        this.pairs = collected.pairs;
        this.size = collected.size;
    }

    /**
     * Makes a line.
     *
     * @param event what happened, in one word
     * @param pairs puts them, at once
     */
    public static LogLine of(String event, Consumer<Pairs> pairs) {
        Collected collected = new Collected();
        pairs.accept(collected);
        return new LogLine(event, collected);
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
        for (int i = 0; i < pairs.size(); i += 2) {
            String name = (String) pairs.get(i);
            if (pairs.get(i + 1) instanceof Long number) {
                listener.add(name, number);
            } else {
                listener.add(name, (String) pairs.get(i + 1));
            }
        }
    }

    /** Bytes of memory that it takes, about. */
    long size() {
        return size;
    }

    private static final class Collected extends Pairs {

        private final List<Object> pairs = new ArrayList<>(USUAL_PARTS);
        private long size;

        @Override
        void add(String name, String value) {
            pairs.add(name);
            pairs.add(value);
            size += 2 * (PART_BYTES + (long) name.length() + value.length());
        }

        @Override
        void add(String name, long value) {
            pairs.add(name);
            pairs.add(value);
            size += 2 * (PART_BYTES + (long) name.length());
        }
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
