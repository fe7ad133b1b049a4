package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mailcloak.store.StoreException;

/**
 * Puts a database into WAL mode, where it stays. The switch needs the file for itself for a moment, and SQLite does not
 * wait for that, regardless of the busy timeout: with two processes starting at once one of them fails at once. So the
 * waiting is done here.
 */
final class WriteAheadLog {

    private static final long PAUSE_MILLIS = 20;

    private WriteAheadLog() {}

    /** Does nothing if the database is in that mode already. */
    static void switchOn(Path file) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SqliteDataSources.BUSY_TIMEOUT_MILLIS);
        while (true) {
            try (Connection connection = SqliteDataSources.writing(file).getConnection()) {
                List<String> mode = Sql.query(connection, "PRAGMA journal_mode=WAL", row -> row.getString(1));
                if (!mode.equals(List.of("wal"))) {
                    throw new StoreException("Database " + file + " cannot be put into WAL mode: it must lie on a local"
                            + " disk (SQLite stays in mode " + String.join(" ", mode) + ")");
                }
                return;
            } catch (SQLException e) {
                if (!SqlErrors.isLocked(e) || System.nanoTime() - deadline > 0) {
                    throw SqlErrors.at(file, e);
                }
            }
            pause(file);
        }
    }

    private static void pause(Path file) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for database " + file, e);
        }
    }
}
