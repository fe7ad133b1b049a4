package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailcloak.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A number that moves with every commit of any other connection, this process's own included.
 *
 * <p>{@code PRAGMA data_version} compares only with itself on the same connection, and leaves out what that connection
 * commits. So there is one connection that never writes, kept open for this. If it breaks, the next one starts from a
 * higher part of the number, never from a value that was given before.
 *
 * <p>A connection stays with the files that it opened. So each time the names are held against those files. Where the
 * database is another file now, or was written otherwise than by SQLite, the number moves and the owner of further
 * connections is notified; where the log files are others, the database is given up, see {@link LogFiles}.
 *
 * <p>After a change all of it is written into the database file itself: what a program that removes the log could lose, and
 * what a copy of the file alone lacks, is that of the last moment.
 */
final class ChangeCounter implements AutoCloseable {

    private static final int EPOCH_SHIFT = 32;
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Logger LOG = LoggerFactory.getLogger(ChangeCounter.class);

    /** The owner of further connections. */
    interface Owner {

        /** Reports that the name now means another file, or one written anew; called before the number shows it. */
        void replaced();

        /**
         * Whether the file can be answered from.
         *
         * @throws StoreException if not
         */
        void check(DatabaseFile file);
    }

    private record Settled(long version, FileStamp database) {}

    private record Refusal(FileStamp database, long at, String message) {

        boolean holdsFor(FileStamp now) {
            return now.isSameFile(database) && now.isSameContent(database) && System.nanoTime() - at < REFUSED_NANOS;
        }
    }

    private final Path file;
    private final FileAccessMode access;
    private final Owner owner;
    private @Nullable Connection connection;
    private @Nullable FileStamp opened;
    private @Nullable LogFiles logs;
    private @Nullable Settled settled;
    private boolean unchecked;
    private @Nullable Refusal refusal;
    private long epoch;
    private boolean closed;

    ChangeCounter(Path file, FileAccessMode access, Owner owner) {
        this.file = file;
        this.access = access;
        this.owner = owner;
    }

    /** @throws StoreException if the database cannot be asked; the next call tries again */
    synchronized long read() {
        if (closed) {
            throw new StoreException("Database " + file + " is closed");
        }
        LogFiles.check(file);
        FileStamp now = FileStamp.of(file);
        leaveAnotherFile(now);
        checkLogs();
        checkContent(now);
        try {
            long version = version(connection != null ? connection : connect());
            if (isWrittenOtherwise(version, now)) {
                leave("was written by a program that is not SQLite");
                checkContent(now);
                version = version(connect());
            }
            version = settle(version);
            return (epoch << EPOCH_SHIFT) | version;
        } catch (SQLException e) {
            disconnect();
            throw SqlErrors.at(file, e);
        }
    }

    /** Leaves the connection open if closing it would delete the log files of other programs. */
    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null && logs != null && logs.areLost() && isOpened(file)) {
            giveUp();
        } else if (!LogFiles.areLost(file)) {
            disconnect();
        }
    }

    private void leaveAnotherFile(FileStamp now) {
        if (connection != null && opened != null && !now.isSameFile(opened)) {
            leave("is another file now");
        }
        opened = now;
    }

    private boolean isOpened(Path name) {
        return opened != null && FileStamp.find(name).filter(opened::isSameFile).isPresent();
    }

    private void checkLogs() {
        if (connection != null && logs != null && logs.areLost()) {
            giveUp();
            throw new StoreException(LogFiles.lost(file));
        }
    }

    /** While there are no new log files, what the old ones hold can still be brought into the database. */
    private void giveUp() {
        if (logs != null && connection != null && logs.areGone()) {
            try {
                checkpoint(connection);
            } catch (SQLException e) {
                LOG.warn("Database {}: the last changes could not be written into it: {}", file, e.getMessage());
            }
        }
        if (opened != null) {
            LogFiles.giveUp(opened);
        }
        LOG.error("{}: restart it; mail waits until then", LogFiles.lost(file));
    }

    private void leave(String what) {
        LOG.warn("Database {} {}: all that was read from it before is forgotten", file, what);
        disconnect();
        owner.replaced();
        unchecked = true;
    }

    /** All of a file is read for this: one that was refused is not read again before it is written, or some time has passed. */
    private void checkContent(FileStamp now) {
        if (!unchecked) {
            return;
        }
        if (refusal != null && refusal.holdsFor(now)) {
            throw new StoreException(refusal.message());
        }
        try {
            owner.check(DatabaseFile.existing(file));
            unchecked = false;
            refusal = null;
        } catch (StoreException e) {
            String message = String.valueOf(e.getMessage());
            if (refusal == null || !refusal.message().equals(message)) {
                LOG.error("{}: it has taken the place of the one that was open; mail waits", message);
            }
            refusal = new Refusal(now, System.nanoTime(), message);
            throw e;
        }
    }

    /** SQLite writes the database file after a commit only, and all commits were in it. */
    private boolean isWrittenOtherwise(long version, FileStamp now) {
        return settled != null
                && settled.version() == version
                && !settled.database().isSameContent(now);
    }

    /** @return the version up to which the database was looked at */
    private long settle(long version) throws SQLException {
        Connection open = connection;
        if (open == null || (settled != null && settled.version() == version)) {
            return version;
        }
        new Schema(file, open).checkVersion();
        if (access == FileAccessMode.READ_WRITE && checkpoint(open)) {
            FileStamp written = FileStamp.of(file);
            settled = version(open) == version ? new Settled(version, written) : null;
        }
        return version;
    }

    /** @return whether all commits are in the database file now; other programs' transactions may be in the way */
    private static boolean checkpoint(Connection connection) throws SQLException {
        return Sql.query(
                        connection,
                        "PRAGMA wal_checkpoint(PASSIVE)",
                        row -> row.getInt(1) == 0 && row.getInt(2) >= 0 && row.getInt(2) == row.getInt(3))
                .equals(List.of(true));
    }

    private static long version(Connection connection) throws SQLException {
        return Sql.query(connection, "PRAGMA data_version", row -> row.getLong(1))
                .get(0);
    }

    private Connection connect() throws SQLException {
        Connection fresh = SqliteDataSources.reading(file, access).getConnection();
        connection = fresh;
        epoch++;
        Sql.update(fresh, "PRAGMA query_only=ON");
        Sql.query(fresh, "SELECT count(*) FROM sqlite_master", row -> row.getInt(1));
        logs = LogFiles.of(file);
        return fresh;
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // A connection that cannot be closed is of no more use than a closed one.
        }
        connection = null;
        logs = null;
        settled = null;
    }
}
