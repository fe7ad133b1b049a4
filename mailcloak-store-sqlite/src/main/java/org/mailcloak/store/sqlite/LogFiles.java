package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mailcloak.store.StoreException;

/**
 * The files {@code -wal} and {@code -shm} that go with an open database in WAL mode. If a program removes or replaces them,
 * each process that has the database open goes on with the ones that have no name any more, and programs that come later
 * make new ones: neither sees the other's changes, and whichever closes last deletes the other's.
 *
 * <p>Within a process, SQLite keeps one {@code -shm} for each database file, so that nothing but the end of the process
 * leads to the new ones; and closing a connection would delete them. So such a file is not opened again, and its
 * connections stay open until the process ends.
 */
final class LogFiles {

    /** Database files, by device and inode, whose log files this process has lost. */
    private static final Set<Object> LOST = ConcurrentHashMap.newKeySet();

    private final Path database;
    private final Optional<FileStamp> wal;
    private final Optional<FileStamp> shm;

    private LogFiles(Path database) {
        this.database = database;
        this.wal = FileStamp.find(named(database, "-wal"));
        this.shm = FileStamp.find(named(database, "-shm"));
    }

    /** For a database that a connection has read from just now. */
    static LogFiles of(Path database) {
        return new LogFiles(database);
    }

    /** Whether the names mean other files than when this was made, or none. */
    boolean areLost() {
        return isLost(wal, "-wal") || isLost(shm, "-shm");
    }

    /** Whether no program has made new ones. */
    boolean areGone() {
        return FileStamp.find(named(database, "-wal")).isEmpty()
                && FileStamp.find(named(database, "-shm")).isEmpty();
    }

    /** A database that is not in WAL mode has none. */
    private boolean isLost(Optional<FileStamp> opened, String suffix) {
        return opened.isPresent()
                && FileStamp.find(named(database, suffix))
                        .filter(opened.get()::isSameFile)
                        .isEmpty();
    }

    /** From now on the database is not opened by this process. */
    static void giveUp(FileStamp database) {
        LOST.add(database.key());
    }

    /** For tests, which delete such files and make others, that may get the same inode. */
    static void forget(Path database) {
        LOST.remove(FileStamp.of(database).key());
    }

    /** @throws StoreException if this process has lost the log files of the database */
    static void check(Path database) {
        if (areLost(database)) {
            throw new StoreException(lost(database));
        }
    }

    static boolean areLost(Path database) {
        return !LOST.isEmpty()
                && FileStamp.find(database)
                        .filter(now -> LOST.contains(now.key()))
                        .isPresent();
    }

    static String lost(Path database) {
        return "Database " + database
                + ": its -wal or -shm file was removed or replaced while it was open. Nothing is answered"
                + " from it until this process is started again; nothing is written to it";
    }

    private static Path named(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }
}
