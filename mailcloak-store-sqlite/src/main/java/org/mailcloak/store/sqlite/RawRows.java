package org.mailcloak.store.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailcloak.store.StoreException;

/**
 * Rows as they are stored, for a backup: those that another program wrote and the store's own methods would not write too.
 * Methods throw {@link StoreException} if the store fails.
 */
public final class RawRows {

    /** The tables that a backup covers, each after those that its rows refer to. */
    public static final List<String> TABLES = List.of(
            "domains",
            "domain_aliases",
            "unknown_hosts",
            "aliases",
            "alias_targets",
            "alias_accounts",
            "alias_expiry",
            "apps",
            "app_from",
            "users",
            "user_addresses");

    private record Column(String name, boolean key) {}

    private final Database database;

    RawRows(Database database) {
        this.database = database;
    }

    /** All rows, in the order of their keys. */
    public List<RawRow> read(String table) {
        return database.read(connection -> {
            List<Column> columns = columns(connection, table);
            String values = columns.stream()
                    .map(column -> "typeof(%1$s), CASE typeof(%1$s) WHEN 'text' THEN CAST(%1$s AS BLOB) ELSE %1$s END"
                            .formatted(column.name()))
                    .collect(Collectors.joining(", "));
            String keys = columns.stream().filter(Column::key).map(Column::name).collect(Collectors.joining(", "));
            return Sql.query(
                    connection,
                    "SELECT " + values + " FROM " + table + " ORDER BY " + keys,
                    row -> new RawRow(table, values(row, columns)));
        });
    }

    /**
     * Writes a row as it was stored; one of the same key gets its values. Part of a change that {@link
     * SqliteMailStore#atomically} makes: what else it did stays, if this fails.
     *
     * @return why the database does not take the row; empty if it took it
     */
    public Optional<String> restore(RawRow row) {
        return database.write(connection -> {
            Sql.update(connection, "SAVEPOINT raw_row");
            try {
                put(connection, row);
                Sql.update(connection, "RELEASE raw_row");
                return Optional.<String>empty();
            } catch (SQLException e) {
                Sql.update(connection, "ROLLBACK TO raw_row");
                Sql.update(connection, "RELEASE raw_row");
                return Optional.of(
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("refused"));
            }
        });
    }

    private static void put(Connection connection, RawRow row) throws SQLException {
        List<Column> columns = columns(connection, row.table()).stream()
                .filter(column -> row.values().containsKey(column.name()))
                .toList();
        List<@Nullable Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(bound(row.values().get(column.name()))));
        String keys = columns.stream()
                .filter(Column::key)
                .map(column -> column.name() + " IS " + placeholder(row, column))
                .collect(Collectors.joining(" AND "));
        if (columns.isEmpty() || keys.isEmpty()) {
            throw new SQLException("the row names no key of table " + row.table());
        }
        List<@Nullable Object> keyValues = new ArrayList<>();
        columns.stream()
                .filter(Column::key)
                .forEach(column -> keyValues.add(bound(row.values().get(column.name()))));
        if (isThere(connection, row, columns, values)) {
            return;
        }
        String set = columns.stream()
                .map(column -> column.name() + " = " + placeholder(row, column))
                .collect(Collectors.joining(", "));
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(keyValues);
        if (Sql.update(connection, "UPDATE " + row.table() + " SET " + set + " WHERE " + keys, all.toArray()) == 0) {
            String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
            String marks =
                    columns.stream().map(column -> placeholder(row, column)).collect(Collectors.joining(", "));
            Sql.update(
                    connection,
                    "INSERT INTO " + row.table() + "(" + names + ") VALUES (" + marks + ")",
                    values.toArray());
        }
    }

    /** An update that changes nothing would still move the time of the row's last change. */
    private static boolean isThere(
            Connection connection, RawRow row, List<Column> columns, List<@Nullable Object> values)
            throws SQLException {
        String same = columns.stream()
                .map(column -> column.name() + " IS " + placeholder(row, column))
                .collect(Collectors.joining(" AND "));
        String sql = "SELECT 1 FROM " + row.table() + " WHERE " + same;
        return !Sql.query(connection, sql, found -> found.getInt(1), values.toArray())
                .isEmpty();
    }

    private static String placeholder(RawRow row, Column column) {
        return row.values().get(column.name()) instanceof RawRow.BrokenText ? "CAST(? AS TEXT)" : "?";
    }

    private static @Nullable Object bound(@Nullable Object value) {
        return value instanceof RawRow.BrokenText text ? Base64.getDecoder().decode(text.base64()) : value;
    }

    /** @throws StoreException for a table that is not among {@link #TABLES}: names travel in statements as they are */
    private static List<Column> columns(Connection connection, String table) throws SQLException {
        if (!TABLES.contains(table)) {
            throw new StoreException("'" + table + "' is no table of a backup");
        }
        return Sql.query(
                connection,
                "SELECT name, pk FROM pragma_table_info(?)",
                row -> new Column(row.getString(1), row.getInt(2) > 0),
                table);
    }

    private static Map<String, @Nullable Object> values(ResultSet row, List<Column> columns) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        int place = 1;
        for (Column column : columns) {
            values.put(column.name(), value(row, row.getString(place), place + 1));
            place += 2;
        }
        return values;
    }

    private static @Nullable Object value(ResultSet row, String type, int place) throws SQLException {
        return switch (type) {
            case "text" -> text(row.getBytes(place));
            case "integer" -> row.getLong(place);
            case "real" -> row.getDouble(place);
            case "blob" -> row.getBytes(place);
            default -> null;
        };
    }

    /** The driver gives null for a text of no length. */
    private static Object text(byte @Nullable [] bytes) {
        byte[] text = bytes == null ? new byte[0] : bytes;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            return new RawRow.BrokenText(Base64.getEncoder().encodeToString(text));
        }
    }
}
