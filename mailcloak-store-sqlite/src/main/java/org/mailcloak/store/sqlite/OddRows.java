package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The odd rows of a column (quotes, a trailing dot, anything but printable ASCII) by the normal form of what they spell, which
 * SQL cannot compute. Without it a look-up would have to read and parse all of them. Safe for many threads.
 *
 * <p>All connections to a file share one: a hash and a number for each row, and no texts. Each has its
 * own view of the file, so this holds the rows of all views that it was brought up to; rows that are gone do no harm, for
 * each row is read and compared again. Which views those are, the tables {@code odd_spellings} and
 * {@code odd_spelling_marks} show in the same transaction. VACUUM gives rows new numbers, and moves {@code schema_version}.
 */
final class OddRows {

    /** With more of them a look-up would take memory that the process does not have: some 3 MiB a column. */
    static final int MOST = 150_000;

    /** Readers whose transactions began before the last changes, and a writer's own view. */
    private static final int VIEWS = 8;

    private record State(long changes, long mark, long schema) {}

    /** @param lastRow no odd row of that view has a higher number */
    private record View(State state, long lastRow) {}

    private final SpelledColumn column;
    private final RowNumbers rows = new RowNumbers();
    private final Deque<View> views = new ArrayDeque<>();

    OddRows(SpelledColumn column) {
        this.column = column;
    }

    /**
     * The numbers of the odd rows that may spell what is wanted; within a transaction.
     *
     * @param wanted in normal form
     * @throws UnclearRowException if there are more than {@link #MOST} odd rows
     */
    synchronized List<Long> find(Connection connection, String wanted) throws SQLException {
        @Nullable State now = stateOf(connection);
        if (now == null || views.stream().noneMatch(view -> view.state().equals(now))) {
            bringUpTo(connection, now);
        }
        return rows.find(hash(wanted));
    }

    private @Nullable State stateOf(Connection connection) throws SQLException {
        String sql = "SELECT changes, mark, (SELECT schema_version FROM pragma_schema_version)"
                + " FROM odd_spellings JOIN odd_spelling_marks USING (table_name, changes) WHERE table_name = ?";
        List<State> found = Sql.query(
                connection, sql, row -> new State(row.getLong(1), row.getLong(2), row.getLong(3)), column.table());
        return found.isEmpty() ? null : found.get(0);
    }

    private void bringUpTo(Connection connection, @Nullable State now) throws SQLException {
        @Nullable View last = views.peekFirst();
        if (now == null || last == null || !isBefore(connection, last.state(), now) || !addTo(connection, last, now)) {
            readAll(connection, now);
        }
    }

    /** An import adds row after row and looks for each; reading all of them each time would take minutes. */
    private boolean isBefore(Connection connection, State last, State now) throws SQLException {
        String sql = "SELECT 1 FROM odd_spelling_marks WHERE table_name = ? AND changes = ? AND mark = ?";
        return last.schema() == now.schema()
                && last.changes() < now.changes()
                && !Sql.query(connection, sql, row -> 1, column.table(), last.changes(), last.mark())
                        .isEmpty();
    }

    /** @return whether nothing else was changed since than that rows were added */
    private boolean addTo(Connection connection, View last, State now) throws SQLException {
        long changes = now.changes() - last.state().changes();
        if (rows.size() + changes > MOST) {
            return false;
        }
        String sql = column.oddQuery() + " AND rowid > " + last.lastRow() + " LIMIT " + (changes + 1);
        Reading added = read(connection, sql, last.lastRow());
        if (added.count == changes) {
            remember(now, added.lastRow);
        }
        return added.count == changes;
    }

    /** Where rows that are gone have left no room, they go. */
    private void readAll(Connection connection, @Nullable State now) throws SQLException {
        String count = "SELECT count(*) FROM (" + column.oddQuery() + " LIMIT " + (MOST + 1) + ")";
        int odd = Sql.query(connection, count, row -> row.getInt(1)).get(0);
        if (odd > MOST) {
            forget();
            throw new UnclearRowException("Table " + column.table() + " has more than " + MOST
                    + " rows that SQL cannot compare, with quotes, a trailing dot or other than printable ASCII characters:"
                    + " delete some, or write them as Mailcloak does");
        }
        if (rows.size() + odd > MOST) {
            forget();
        }
        Reading all = read(connection, column.oddQuery(), Long.MIN_VALUE);
        if (now != null) {
            remember(now, all.lastRow);
        }
    }

    private Reading read(Connection connection, String query, long lastRow) throws SQLException {
        Reading reading = new Reading(lastRow);
        Sql.each(connection, query, reading::take);
        return reading;
    }

    private void forget() {
        rows.clear();
        views.clear();
    }

    private void remember(State state, long lastRow) {
        views.addFirst(new View(state, lastRow));
        if (views.size() > VIEWS) {
            views.removeLast();
        }
    }

    private final class Reading {

        private int count;
        private long lastRow;

        Reading(long lastRow) {
            this.lastRow = lastRow;
        }

        void take(ResultSet row) throws SQLException {
            long number = row.getLong(1);
            count++;
            lastRow = Math.max(lastRow, number);
            column.normalForm(row.getString(2)).ifPresent(normal -> rows.add(hash(normal), number));
        }
    }

    /** FNV-1a, 64 bits, folded to 32. Two texts of one hash cost a comparison more. */
    private static int hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return (int) (hash ^ (hash >>> 32));
    }
}
