package org.mailcloak.store.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
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
    public static final List<String> TABLES =
            RawTable.ALL.stream().map(RawTable::name).toList();

    private final Database database;

    RawRows(Database database) {
        this.database = database;
    }

    /** The columns that a row of the table is found by. */
    public static List<String> keys(String table) {
        return RawTable.of(table).keys();
    }

    /** The columns of a row of the table, the keys first. */
    public static List<String> columns(String table) {
        return RawTable.of(table).columns();
    }

    /** All rows, in the order of their keys. */
    public List<RawRow> read(String table) {
        return read(RawTable.of(table), "");
    }

    /**
     * The rows that no database takes that has the others: they refer to a row that is not there, as programs can write it that
     * do not switch foreign keys on.
     */
    public List<RawRow> refused(String table) {
        RawTable from = RawTable.of(table);
        return read(from, " WHERE " + from.refused());
    }

    private List<RawRow> read(RawTable table, String where) {
        String query = select(table) + where + " ORDER BY " + String.join(", ", table.keys());
        return database.read(connection ->
                Sql.query(connection, query, row -> new RawRow(table.name(), values(row, table.columns()))));
    }

    /** Returns the row that has the keys of this one. */
    public Optional<RawRow> find(RawRow row) {
        return database.read(connection -> find(connection, row));
    }

    /**
     * Writes a row as it was stored; one of the same key gets its values, but for the id that it is known by elsewhere. Part
     * of a change that {@link SqliteMailStore#atomically} makes: what else it did stays, if this fails.
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

    private static Optional<RawRow> find(Connection connection, RawRow row) throws SQLException {
        RawTable table = RawTable.of(row.table());
        return Sql.query(
                        connection,
                        select(table) + " WHERE " + equal(row, table.keys(), " IS ", " AND "),
                        found -> new RawRow(row.table(), values(found, table.columns())),
                        bound(row, table.keys()))
                .stream()
                .findFirst();
    }

    private static void put(Connection connection, RawRow row) throws SQLException {
        RawTable table = RawTable.of(row.table());
        for (String key : table.keys()) {
            if (row.holds(key, null)) {
                throw new SQLException("the row has no " + key);
            }
        }
        boolean found = find(connection, row).isPresent();
        List<String> columns = table.columns().stream()
                .filter(column -> row.values().containsKey(column)
                        && !(found && table.kept().contains(column)))
                .toList();
        if (!found) {
            insert(connection, row, columns);
            return;
        }
        // Twice, if a trigger takes a change that leaves the time as it is for one of now.
        for (int times = 0; times < 2 && !isThere(connection, row, columns); times++) {
            update(connection, row, columns);
        }
    }

    private static void insert(Connection connection, RawRow row, List<String> columns) throws SQLException {
        String marks = columns.stream().map(column -> placeholder(row, column)).collect(Collectors.joining(", "));
        Sql.update(
                connection,
                "INSERT INTO " + row.table() + "(" + String.join(", ", columns) + ") VALUES (" + marks + ")",
                bound(row, columns));
    }

    private static void update(Connection connection, RawRow row, List<String> columns) throws SQLException {
        List<String> keys = RawTable.of(row.table()).keys();
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(bound(row, columns)));
        values.addAll(Arrays.asList(bound(row, keys)));
        String set = equal(row, columns, " = ", ", ");
        String where = equal(row, keys, " IS ", " AND ");
        Sql.update(connection, "UPDATE " + row.table() + " SET " + set + " WHERE " + where, values.toArray());
    }

    /** An update that changes nothing would still move the time of the row's last change. */
    private static boolean isThere(Connection connection, RawRow row, List<String> columns) throws SQLException {
        // Logins are compared without regard to letter case otherwise, and what is there may be spelled otherwise.
        String same = equal(row, columns, " COLLATE BINARY IS ", " AND ");
        String sql = "SELECT 1 FROM " + row.table() + " WHERE " + same;
        return !Sql.query(connection, sql, found -> found.getInt(1), bound(row, columns))
                .isEmpty();
    }

    private static String select(RawTable table) {
        return table.columns().stream()
                .map(column -> "typeof(%1$s), CASE typeof(%1$s) WHEN 'text' THEN CAST(%1$s AS BLOB) ELSE %1$s END"
                        .formatted(column))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table.name()));
    }

    private static String equal(RawRow row, List<String> columns, String sign, String between) {
        return columns.stream()
                .map(column -> column + sign + placeholder(row, column))
                .collect(Collectors.joining(between));
    }

    private static String placeholder(RawRow row, String column) {
        return row.values().get(column) instanceof RawRow.BrokenText ? "CAST(? AS TEXT)" : "?";
    }

    private static @Nullable Object[] bound(RawRow row, List<String> columns) {
        List<@Nullable Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(bound(row.values().get(column))));
        return values.toArray();
    }

    private static @Nullable Object bound(@Nullable Object value) {
        return value instanceof RawRow.BrokenText text ? Base64.getDecoder().decode(text.base64()) : value;
    }

    private static Map<String, @Nullable Object> values(ResultSet row, List<String> columns) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        int place = 1;
        for (String column : columns) {
            values.put(column, value(row, row.getString(place), place + 1));
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
