package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.mailcloak.store.StoreException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Driver errors in an operator's words, on one line. */
final class SqlErrors {

    private SqlErrors() {}

    static StoreException at(Path file, SQLException e) {
        return new StoreException("Database " + file + " " + explain(e), e);
    }

    private static String explain(SQLException e) {
        return switch (code(e) & 0xff) {
            case 5, 6 ->
                "is locked: another process has been writing for more than " + Connections.BUSY_TIMEOUT_MILLIS / 1000
                        + " s";
            case 8 -> "cannot be written: this user needs write permission on the file and its directory";
            case 10 -> "cannot be read or written (I/O error): " + firstLine(e);
            case 11 -> "is damaged: restore it from a backup";
            case 13 -> "cannot be written: the disk is full";
            case 14 ->
                "cannot be opened: this user needs write permission on the directory for SQLite's -wal and -shm"
                        + " files";
            case 26 -> "is not an SQLite database";
            default -> "failed: " + firstLine(e);
        };
    }

    /** SQLite's primary result code, 0 if the failure is not SQLite's. */
    private static int code(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return sqlite.getResultCode() == SQLiteErrorCode.UNKNOWN_ERROR ? 0 : sqlite.getResultCode().code;
            }
        }
        return 0;
    }

    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(e.getClass().getSimpleName());
    }
}
