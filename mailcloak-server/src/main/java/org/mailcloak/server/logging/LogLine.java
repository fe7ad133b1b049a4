package org.mailcloak.server.logging;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A log line of {@code name=value} pairs, which no value can break: what is not plain is quoted and escaped. Pairs with
 * an empty value are left out. In the JSON format each pair is a member of its own.
 */
public final class LogLine {

    private final String event;
    private final Map<String, Object> pairs = new LinkedHashMap<>();

    /** @param event what happened, in one word */
    public LogLine(String event) {
        this.event = event;
    }

    public LogLine put(String name, String value) {
        if (!value.isEmpty()) {
            pairs.put(name, value);
        }
        return this;
    }

    /** A number, which is one in JSON too. */
    public LogLine put(String name, long value) {
        pairs.put(name, value);
        return this;
    }

    String event() {
        return event;
    }

    /** Texts, and numbers as {@link Long}. */
    Map<String, Object> pairs() {
        return pairs;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(256).append(event);
        pairs.forEach((name, value) -> {
            text.append(' ').append(name).append('=');
            if (value instanceof String words && !isPlain(words)) {
                Escapes.appendQuoted(text, words);
            } else {
                text.append(value);
            }
        });
        return text.toString();
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
