package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * The odd rows of a column (quotes, a trailing dot, anything but printable ASCII) by the normal form of what they spell, which
 * SQL cannot compute. Without it a look-up would have to read and parse all of them.
 *
 * <p>Each connection has its own, as it has its own view of the file: what one read cannot be taken for another file's,
 * or for what another transaction sees. The table {@code odd_spellings} shows, in the same transaction, whether odd
 * rows were written since; rows that are gone do no harm, for each row is read and compared again. VACUUM gives rows
 * new numbers, and moves {@code schema_version}.
 */
final class OddRows {

    private static final Map<Connection, Map<SpelledColumn, OddRows>> BY_CONNECTION = new WeakHashMap<>();

    private record State(long changes, long schema) {}

    private record Row(long rowid, String text) {}

    private final SpelledColumn column;
    private @Nullable State state;
    private RowNumbers rows = new RowNumbers();
    private long lastRow = Long.MIN_VALUE;

    private OddRows(SpelledColumn column) {
        this.column = column;
    }

    /**
     * The numbers of the odd rows that may spell what is wanted; within a transaction.
     *
     * @param wanted in normal form
     */
    static List<Long> find(Connection connection, SpelledColumn column, String wanted) throws SQLException {
        return of(connection.unwrap(SQLiteConnection.class), column).find(connection, wanted);
    }

    private static OddRows of(Connection physical, SpelledColumn column) {
        synchronized (BY_CONNECTION) {
            return BY_CONNECTION
                    .computeIfAbsent(physical, open -> new EnumMap<>(SpelledColumn.class))
                    .computeIfAbsent(column, OddRows::new);
        }
    }

    /** A connection is used by one thread at a time. */
    private List<Long> find(Connection connection, String wanted) throws SQLException {
        @Nullable State now = stateOf(connection);
        if (now == null || !now.equals(state)) {
            if (now == null || !onlyAdded(connection, now)) {
                readAll(connection);
            }
            state = now;
        }
        return rows.find(hash(wanted));
    }

    private @Nullable State stateOf(Connection connection) throws SQLException {
        String sql = "SELECT changes, (SELECT schema_version FROM pragma_schema_version) FROM odd_spellings"
                + " WHERE table_name = ?";
        List<State> found =
                Sql.query(connection, sql, row -> new State(row.getLong(1), row.getLong(2)), column.table());
        return found.isEmpty() ? null : found.get(0);
    }

    /** An import adds row after row and looks for each; reading all of them each time would take minutes. */
    private boolean onlyAdded(Connection connection, State now) throws SQLException {
        @Nullable State before = state;
        if (before == null || before.schema() != now.schema()) {
            return false;
        }
        List<Row> added = rows(connection, column.oddQuery() + " AND rowid > ?", lastRow);
        if (added.size() != now.changes() - before.changes()) {
            return false;
        }
        added.forEach(this::take);
        return true;
    }

    private void readAll(Connection connection) throws SQLException {
        rows = new RowNumbers();
        lastRow = Long.MIN_VALUE;
        rows(connection, column.oddQuery()).forEach(this::take);
    }

    private void take(Row row) {
        lastRow = Math.max(lastRow, row.rowid());
        column.normalForm(row.text()).ifPresent(normal -> rows.add(hash(normal), row.rowid()));
    }

    private static List<Row> rows(Connection connection, String sql, Object... values) throws SQLException {
        return Sql.query(connection, sql, row -> new Row(row.getLong(1), row.getString(2)), values);
    }

    /** FNV-1a, 64 bits. Two texts of one hash cost a comparison more. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
