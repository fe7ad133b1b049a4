package org.mailcloak.store.sqlite;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/** The {@link OddRows} of each column, shared by the connections to one file for as long as one of them is open. */
final class OddRowsByFile {

    private static final Map<Connection, OddRowsByFile> BY_CONNECTION = new WeakHashMap<>();
    private static final Map<String, WeakReference<OddRowsByFile>> BY_URL = new HashMap<>();

    private final Map<SpelledColumn, OddRows> columns = new EnumMap<>(SpelledColumn.class);

    private OddRowsByFile() {}

    /**
     * The numbers of the odd rows that may spell what is wanted; within a transaction.
     *
     * @param wanted in normal form
     * @throws UnclearRowException if there are more odd rows than are kept
     */
    static List<Long> find(Connection connection, SpelledColumn column, String wanted) throws SQLException {
        return of(connection, column).find(connection, wanted);
    }

    private static OddRows of(Connection connection, SpelledColumn column) throws SQLException {
        SQLiteConnection physical = connection.unwrap(SQLiteConnection.class);
        synchronized (BY_CONNECTION) {
            return BY_CONNECTION
                    .computeIfAbsent(physical, open -> shared(physical.getUrl()))
                    .columns
                    .computeIfAbsent(column, OddRows::new);
        }
    }

    /** The name means another file now, or one written anew: connections that open from now on share what they read. */
    static void replaced(Path file) {
        synchronized (BY_CONNECTION) {
            BY_URL.remove(SqliteDataSources.url(file));
        }
    }

    private static OddRowsByFile shared(String url) {
        BY_URL.values().removeIf(reference -> reference.get() == null);
        WeakReference<OddRowsByFile> reference = BY_URL.get(url);
        @Nullable OddRowsByFile found = reference == null ? null : reference.get();
        if (found == null) {
            found = new OddRowsByFile();
            BY_URL.put(url, new WeakReference<>(found));
        }
        return found;
    }
}
