package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.store.sqlite.RawRow;
import org.mailcloak.store.sqlite.RawRows;

/** All rows of a database that a backup covers, as they are stored. */
final class StoredRows {

    /** What a row is found by. A blob and a text of the same bytes are two keys. */
    record Key(String table, List<JsonValue> values) {

        Key {
            values = List.copyOf(values);
        }

        static Key of(RawRow row) {
            return new Key(
                    row.table(),
                    RawRows.keys(row.table()).stream()
                            .map(column -> VerbatimRows.json(row.values().get(column)))
                            .toList());
        }

        /** @param json a row as {@link VerbatimRows#json(RawRow)} makes it, or as {@link VerbatimRows#read} has found it right */
        static Key of(JsonObject json) {
            String table = json.getString("table");
            JsonObject row = json.getJsonObject("row");
            return new Key(table, RawRows.keys(table).stream().map(row::get).toList());
        }

        static Key of(String table, String... texts) {
            return new Key(
                    table,
                    Arrays.stream(texts)
                            .map(text -> (JsonValue) Json.createValue(text))
                            .toList());
        }

        /** The row that this one belongs to, by the first column of its key. */
        Optional<Key> owner() {
            String owners = switch (table) {
                case "domain_aliases", "unknown_hosts" -> "domains";
                case "alias_targets", "alias_accounts", "alias_expiry" -> "aliases";
                case "app_from" -> "apps";
                case "user_addresses" -> "users";
                default -> table.startsWith("user_group_") ? "user_groups" : "";
            };
            return owners.isEmpty() ? Optional.empty() : Optional.of(new Key(owners, List.of(values.get(0))));
        }
    }

    private final Map<String, List<RawRow>> tables = new LinkedHashMap<>();
    private final Map<Key, RawRow> byKey = new HashMap<>();
    private final Set<Key> refused = new HashSet<>();

    StoredRows(RawRows rows) {
        for (String table : RawRows.TABLES) {
            List<RawRow> read = rows.read(table);
            tables.put(table, read);
            read.forEach(row -> byKey.put(Key.of(row), row));
            rows.refused(table).forEach(row -> refused.add(Key.of(row)));
        }
    }

    /** In the order of keys. */
    List<RawRow> of(String table) {
        return tables.getOrDefault(table, List.of());
    }

    /** Each table after those that its rows refer to. */
    List<RawRow> all() {
        return tables.values().stream().flatMap(List::stream).toList();
    }

    Optional<RawRow> find(Key key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Whether there is a row of that key whose column holds exactly that. */
    boolean holds(Key key, String column, Object value) {
        return find(key).filter(row -> row.holds(column, value)).isPresent();
    }

    /** Whether a database would not take the row, because what it refers to is not there, or is not taken either. */
    boolean isRefused(RawRow row) {
        Key key = Key.of(row);
        return refused.contains(key)
                || (row.table().equals("alias_targets")
                        && key.owner().filter(refused::contains).isPresent());
    }
}
