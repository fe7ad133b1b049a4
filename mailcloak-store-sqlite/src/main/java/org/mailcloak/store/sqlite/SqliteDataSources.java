package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** How connections are set up. None of them creates a file. */
final class SqliteDataSources {

    /** How long a statement waits for a lock that another process holds. */
    static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private SqliteDataSources() {}

    /** For a file in WAL mode, see {@link WriteAheadLog}. A commit is on disk before it returns. */
    static SQLiteDataSource writing(Path file) {
        SQLiteConfig config = config();
        config.setSynchronous(SynchronousMode.FULL);
        // A deferred transaction that reads first fails at once, busy timeout or not, if another process wrote since.
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        return source(file, config);
    }

    /**
     * Changes nothing by itself; the caller sets {@code query_only}. A file that may be written is still opened for
     * writing, because a reader must be able to recover the WAL of a process that died.
     */
    static SQLiteDataSource reading(Path file, FileAccessMode access) {
        SQLiteConfig config = config();
        if (access == FileAccessMode.READ_ONLY) {
            config.setReadOnly(true);
        }
        return source(file, config);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        return config;
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url(file));
        return source;
    }

    static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }
}
