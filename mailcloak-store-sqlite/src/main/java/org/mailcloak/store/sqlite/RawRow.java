package org.mailcloak.store.sqlite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row as it is stored, with any content.
 *
 * @param table one of {@link RawRows#TABLES}
 * @param values by column: a text, a {@link Long}, a {@link Double}, {@code byte[]} for a blob, {@link BrokenText}, or null
 */
public record RawRow(String table, Map<String, @Nullable Object> values) {

    /**
     * A text that is no UTF-8.
     *
     * @param base64 its bytes
     */
    public record BrokenText(String base64) {}

    public RawRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns the value as a text; empty if it is not a text. */
    public String text(String column) {
        return values.get(column) instanceof String text ? text : "";
    }

    /** Whether the column holds a text that is UTF-8. */
    public boolean isText(String column) {
        return values.get(column) instanceof String;
    }

    /** The row with another text in a column. */
    public RawRow with(String column, String text) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
        changed.put(column, text);
        return new RawRow(table, changed);
    }

    /** Whether the column holds exactly that. */
    public boolean holds(String column, @Nullable Object value) {
        return Objects.equals(values.get(column), value);
    }
}
