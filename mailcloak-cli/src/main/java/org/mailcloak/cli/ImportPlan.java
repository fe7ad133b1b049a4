package org.mailcloak.cli;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an import does to a database, by parts of the document: found by comparing an export from before with one from after.
 */
final class ImportPlan {

    /** So many lines of one kind are printed, and the number of the rest. */
    private static final int MAX_LINES = 100;

    private static final List<String> KEYS = List.of("domain", "alias", "id", "login", "name", "fingerprint");

    /** @param same rows of the file that are in the database as the file has them */
    record Part(int added, int changed, int same) {}

    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** @param file what is imported */
    ImportPlan(JsonObject before, JsonObject after, JsonObject file) {
        for (String part : new TreeMap<>(after).keySet()) {
            if (after.get(part) instanceof JsonArray rows) {
                compare(
                        part,
                        byKey(before.get(part)),
                        byKey(rows),
                        byKey(file.get(part)).size());
            }
        }
    }

    private void compare(String part, Map<String, JsonValue> before, Map<String, JsonValue> after, int inFile) {
        int added = (int)
                after.keySet().stream().filter(key -> !before.containsKey(key)).count();
        int changed = (int) after.entrySet().stream()
                .filter(row ->
                        before.containsKey(row.getKey()) && !row.getValue().equals(before.get(row.getKey())))
                .count();
        parts.put(part, new Part(added, changed, Math.max(0, inFile - added - changed)));
    }

    boolean changesNothing() {
        return parts.values().stream().allMatch(part -> part.added() + part.changed() == 0);
    }

    /** One line a part that the file has something for. */
    List<String> lines() {
        return parts.entrySet().stream()
                .filter(part -> part.getValue().added()
                                + part.getValue().changed()
                                + part.getValue().same()
                        > 0)
                .map(part -> part.getKey() + ": " + part.getValue().added() + " added, "
                        + part.getValue().changed() + " changed, "
                        + part.getValue().same() + " the same")
                .toList();
    }

    /** The first hundred, and how many more there are. */
    static List<String> firstOf(List<String> lines) {
        return lines.size() <= MAX_LINES
                ? lines
                : Stream.concat(
                                lines.stream().limit(MAX_LINES),
                                Stream.of("and " + (lines.size() - MAX_LINES) + " more"))
                        .toList();
    }

    private static Map<String, JsonValue> byKey(@Nullable JsonValue part) {
        Map<String, JsonValue> rows = new LinkedHashMap<>();
        if (part instanceof JsonArray array) {
            array.forEach(row -> rows.put(key(row), row));
        }
        return rows;
    }

    /**
     * Returns the key of a row. A verbatim row has none of its own that could be determined here: one that changed
     * counts as added.
     */
    private static String key(JsonValue row) {
        return row instanceof JsonObject object
                ? KEYS.stream()
                        .flatMap(key -> Optional.ofNullable(object.get(key)).stream())
                        .filter(JsonString.class::isInstance)
                        .map(Object::toString)
                        .findFirst()
                        .orElseGet(row::toString)
                : row.toString();
    }
}
