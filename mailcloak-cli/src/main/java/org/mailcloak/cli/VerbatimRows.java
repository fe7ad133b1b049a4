package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailcloak.store.sqlite.RawRow;
import org.mailcloak.store.sqlite.RawRows;

/**
 * The part of a backup that holds rows as they are stored: {@code verbatim: [{table, row: {column: value}}]}. A value is a
 * text, a number, null, {@code {blob: Base64}}, {@code {text: Base64}} for a text that is no UTF-8, or {@code {real: text}}.
 */
final class VerbatimRows {

    static final String KEY = "verbatim";

    private VerbatimRows() {}

    static JsonArrayBuilder write(List<RawRow> rows) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        rows.forEach(row -> array.add(json(row)));
        return array;
    }

    static JsonObject json(RawRow row) {
        JsonObjectBuilder values = Json.createObjectBuilder();
        row.values().forEach((column, value) -> values.add(column, json(value)));
        return Json.createObjectBuilder()
                .add("table", row.table())
                .add("row", values)
                .build();
    }

    /** @throws CommandException with all problems; none if the document has no such part */
    static List<RawRow> read(JsonObject document) {
        ImportProblems problems = new ImportProblems();
        List<RawRow> rows = new ArrayList<>();
        JsonValue part = document.getOrDefault(KEY, JsonValue.EMPTY_JSON_ARRAY);
        if (part instanceof JsonArray array) {
            for (int i = 0; i < array.size() && !problems.isEnough(); i++) {
                row(KEY + "[" + i + "]", array.get(i), rows, problems);
            }
        } else {
            problems.add(KEY + ": expected a list");
        }
        problems.refuseIfAny();
        return rows;
    }

    static JsonObject without(JsonObject document) {
        return Json.createObjectBuilder(document).remove(KEY).build();
    }

    private static void row(String place, JsonValue value, List<RawRow> rows, ImportProblems problems) {
        if (!(value instanceof JsonObject object) || !(object.get("row") instanceof JsonObject columns)) {
            problems.add(place + ": expected an object with table and row");
            return;
        }
        String table = object.get("table") instanceof JsonString text ? text.getString() : "";
        if (!RawRows.TABLES.contains(table)) {
            problems.add(
                    place + ".table: expected one of " + String.join(", ", RawRows.TABLES) + ", found '" + table + "'");
            return;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        columns.forEach((column, stored) -> {
            if (!RawRows.columns(table).contains(column)) {
                problems.add(place + ".row." + column + ": unknown column with the value " + stored
                        + "; expected one of " + String.join(", ", RawRows.columns(table)));
                return;
            }
            try {
                values.put(column, value(stored));
            } catch (IllegalArgumentException | ArithmeticException e) {
                problems.add(
                        place + ".row." + column + ": " + stored + " is not a value that a database holds; expected a"
                                + " text, an integer, null, {text: Base64}, {blob: Base64} or {real: text}");
            }
        });
        // A row without a key is found by no look-up, and by no second import.
        RawRows.keys(table).stream()
                .filter(key -> !columns.containsKey(key) || columns.isNull(key))
                .forEach(key ->
                        problems.add(place + ".row." + key + ": expected the value that the row is found by, found "
                                + columns.getOrDefault(key, JsonValue.NULL)));
        rows.add(new RawRow(table, values));
    }

    /** The row in words: its table and what it is found by, or all of it but for secrets if that is nothing. */
    static String describe(RawRow row) {
        List<String> keys = RawRows.keys(row.table());
        List<String> named = keys.stream().anyMatch(key -> row.holds(key, null)) ? RawRows.columns(row.table()) : keys;
        return "a row of " + row.table() + " ("
                + named.stream()
                        .filter(column -> !column.endsWith("_hash") && !column.equals("updated_at"))
                        .map(column -> column + " " + shown(row.values().get(column)))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String text ? "'" + text + "'" : json(value).toString();
    }

    static JsonValue json(@Nullable Object value) {
        if (value instanceof String text) {
            return Json.createValue(text);
        }
        if (value instanceof Long number) {
            return Json.createValue(number);
        }
        if (value instanceof Double number) {
            return wrapped("real", number.toString());
        }
        if (value instanceof byte[] blob) {
            return wrapped("blob", Base64.getEncoder().encodeToString(blob));
        }
        return value instanceof RawRow.BrokenText text ? wrapped("text", text.base64()) : JsonValue.NULL;
    }

    private static JsonObject wrapped(String kind, String text) {
        return Json.createObjectBuilder().add(kind, text).build();
    }

    private static @Nullable Object value(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        if (value instanceof JsonNumber number) {
            return number.longValueExact();
        }
        if (value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonObject object && object.size() == 1) {
            String kind = object.keySet().iterator().next();
            String text = object.get(kind) instanceof JsonString found ? found.getString() : "";
            return switch (kind) {
                case "blob" -> Base64.getDecoder().decode(text);
                case "text" ->
                    new RawRow.BrokenText(Base64.getEncoder()
                            .encodeToString(Base64.getDecoder().decode(text)));
                case "real" -> Double.valueOf(text);
                default -> throw new IllegalArgumentException(kind);
            };
        }
        throw new IllegalArgumentException("neither text nor number");
    }
}
