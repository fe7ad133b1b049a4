package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.mailcloak.store.StoreException;
import org.sqlite.SQLiteException;

/** Driver errors in an operator's words, on one line. */
final class SqlErrors {

    // https://www.sqlite.org/rescode.html; the driver's enum holds extended codes beside these.
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    private SqlErrors() {}

    static StoreException at(Path file, SQLException e) {
        return new StoreException("Database " + file + " " + explain(e), e);
    }

    /** Whether another connection was in the way. */
    static boolean isLocked(SQLException e) {
        int code = primaryCode(e);
        return code == BUSY || code == LOCKED;
    }

    private static String explain(SQLException e) {
        return switch (primaryCode(e)) {
            case BUSY, LOCKED ->
                "is locked: another process has been writing for more than "
                        + SqliteDataSources.BUSY_TIMEOUT_MILLIS / 1000 + " s";
            case READONLY ->
                "cannot be used: this user needs write permission on the file, and on its directory for SQLite's"
                        + " -wal and -shm files";
            case IOERR -> "cannot be read or written (I/O error): " + firstLine(e);
            case CORRUPT -> "is damaged: restore it from a backup";
            case FULL -> "cannot be written: the disk is full";
            case CANTOPEN ->
                "cannot be opened: this user needs write permission on the directory for SQLite's -wal and -shm"
                        + " files";
            case NOTADB -> "is not an SQLite database";
            default -> "failed: " + firstLine(e);
        };
    }

    /** 0 if the failure is not SQLite's. The low byte of an extended code is its primary code. */
    private static int primaryCode(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return sqlite.getResultCode().code & 0xff;
            }
        }
        return 0;
    }

    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(e.getClass().getSimpleName());
    }
}
