package org.mailcloak.cli;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an import does to a database, by parts of the document: found by comparing an export from before with one from after.
 */
final class ImportPlan {

    /** So many lines of one kind are printed, and the number of the rest. */
    private static final int MAX_LINES = 100;

    /** Where the rows of a part are stored, and the member of the document that they are found by. */
    private record Source(String table, String key) {}

    private static final Map<String, Source> SOURCES = Map.of(
            "domains", new Source("domains", "domain"),
            "aliases", new Source("aliases", "alias"),
            "apps", new Source("apps", "id"),
            "users", new Source("users", "login"),
            "groups", new Source("user_groups", "name"),
            "certificates", new Source("certificates", "fingerprint"));

    /** @param same rows of the file that are in the database as the file has them */
    record Part(int added, int changed, int same) {}

    private final Map<String, Part> parts = new LinkedHashMap<>();

    private final StoredRows stored;

    /**
     * @param stored the rows from before: a row may move between the part of its kind and the one of rows as they are stored
     * @param file what is imported
     */
    ImportPlan(JsonObject before, StoredRows stored, JsonObject after, JsonObject file) {
        this.stored = stored;
        for (String part : new TreeMap<>(after).keySet()) {
            if (after.get(part) instanceof JsonArray rows) {
                compare(
                        part,
                        byKey(part, before.get(part)),
                        byKey(part, rows),
                        byKey(part, file.get(part)).size());
            }
        }
    }

    private void compare(
            String part, Map<StoredRows.Key, JsonValue> before, Map<StoredRows.Key, JsonValue> after, int inFile) {
        int added = 0;
        int changed = 0;
        for (Map.Entry<StoredRows.Key, JsonValue> row : after.entrySet()) {
            boolean isNew = !before.containsKey(row.getKey())
                    && stored.find(row.getKey()).isEmpty();
            added += isNew ? 1 : 0;
            changed += !isNew && isChanged(before.get(row.getKey()), row) ? 1 : 0;
        }
        parts.put(part, new Part(added, changed, Math.max(0, inFile - added - changed)));
    }

    /** One that only moved to the rows as they are stored, because of another row, is what it was. */
    private boolean isChanged(@Nullable JsonValue before, Map.Entry<StoredRows.Key, JsonValue> after) {
        return before == null
                ? stored.find(after.getKey())
                        .filter(row -> after.getValue().equals(VerbatimRows.json(row)))
                        .isEmpty()
                : !after.getValue().equals(before);
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

    private static Map<StoredRows.Key, JsonValue> byKey(String part, @Nullable JsonValue rows) {
        Map<StoredRows.Key, JsonValue> byKey = new LinkedHashMap<>();
        if (rows instanceof JsonArray array) {
            array.forEach(row -> byKey.put(key(part, row.asJsonObject()), row));
        }
        return byKey;
    }

    private static StoredRows.Key key(String part, JsonObject row) {
        @Nullable Source source = SOURCES.get(part);
        return source == null
                ? StoredRows.Key.of(row)
                : new StoredRows.Key(source.table(), List.of(row.getOrDefault(source.key(), JsonValue.NULL)));
    }
}
