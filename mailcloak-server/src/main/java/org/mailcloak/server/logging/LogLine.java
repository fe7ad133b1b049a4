package org.mailcloak.server.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A log line of {@code name=value} pairs, which no value can break: what is not plain is quoted and escaped. Pairs with
 * an empty value are left out. In the JSON format each pair is a member of its own.
 */
public final class LogLine {

    private final String event;
    private final List<String> names = new ArrayList<>(12);
    private final List<Object> values = new ArrayList<>(12);

    /** @param event what happened, in one word */
    public LogLine(String event) {
        this.event = event;
    }

    public LogLine put(String name, String value) {
        if (!value.isEmpty()) {
            add(name, value);
        }
        return this;
    }

    /** A number, which is one in JSON too. */
    public LogLine put(String name, long value) {
        add(name, value);
        return this;
    }

    private void add(String name, Object value) {
        names.add(name);
        values.add(value);
    }

    String event() {
        return event;
    }

    /** Texts, and numbers as {@link Long}. */
    void forEach(BiConsumer<String, Object> action) {
        for (int i = 0; i < names.size(); i++) {
            action.accept(names.get(i), values.get(i));
        }
    }

    /** A line that is put together where it is written, off the thread that logs. Immutable. */
    public interface Source {
        LogLine line();
    }

    /** Whether an event's only argument is a line that is not put together yet. */
    static boolean isSource(Object @Nullable [] arguments) {
        return arguments != null && arguments.length == 1 && arguments[0] instanceof Source;
    }

    /** The line that is an event's only argument, if it is one. */
    static Optional<LogLine> of(Object @Nullable [] arguments) {
        if (arguments == null || arguments.length != 1) {
            return Optional.empty();
        }
        if (arguments[0] instanceof Source source) {
            return Optional.of(source.line());
        }
        return arguments[0] instanceof LogLine line ? Optional.of(line) : Optional.empty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(256);
        appendTo(text);
        return text.toString();
    }

    void appendTo(StringBuilder text) {
        text.append(event);
        forEach((name, value) -> {
            text.append(' ').append(name).append('=');
            if (value instanceof String words && !isPlain(words)) {
                Escapes.appendQuoted(text, words);
            } else {
                text.append(value);
            }
        });
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
