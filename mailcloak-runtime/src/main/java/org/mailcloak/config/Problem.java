package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One mistake in a configuration, or one warning about it.
 *
 * @param line from 1; 0 if it concerns no line, such as a section that is missing
 * @param column from 1; 0 if it concerns no line
 * @param key the full key, such as {@code sqlite.path}; empty if it concerns the whole file
 * @param message one line: what is wrong, the value (never a secret's) and what was expected
 */
public record Problem(int line, int column, String key, String message) implements Comparable<Problem> {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::key)
            .thenComparing(Problem::message);

    public Problem {
        requireNonNull(key, "key");
        requireNonNull(message, "message");
    }

    /** By line, then by column. */
    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code 12:3: sqlite.pth: unknown key}, without the parts that are not known. */
    @Override
    public String toString() {
        String place = line == 0 ? "" : line + ":" + column + ": ";
        return place + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
