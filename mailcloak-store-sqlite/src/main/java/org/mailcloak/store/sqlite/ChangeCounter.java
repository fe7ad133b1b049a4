package org.mailcloak.store.sqlite;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
 * <p>A connection stays with the file that it opened. So each time the name is held against that file: where it is now
 * another one, the number moves and the owner of further connections is told.
 */
final class ChangeCounter implements AutoCloseable {

    private static final int EPOCH_SHIFT = 32;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeCounter.class);

    private final Path file;
    private final Access access;
    private final Runnable replaced;
    private @Nullable Connection connection;
    private @Nullable Object opened;
    private long epoch;
    private boolean closed;

    /** @param replaced called when the name has come to mean another file; before the number tells of it */
    ChangeCounter(Path file, Access access, Runnable replaced) {
        this.file = file;
        this.access = access;
        this.replaced = replaced;
    }

    /** @throws StoreException if the database cannot be asked; the next call tries again */
    synchronized long read() {
        if (closed) {
            throw new StoreException("Database " + file + " is closed");
        }
        leaveAnotherFile();
        try {
            Connection open = connection != null ? connection : connect();
            List<Long> version = Sql.query(open, "PRAGMA data_version", row -> row.getLong(1));
            return (epoch << EPOCH_SHIFT) | version.get(0);
        } catch (SQLException e) {
            disconnect();
            throw SqlErrors.at(file, e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }

    /** A file that is gone is not answered from either, though it could be until the last connection closes. */
    private void leaveAnotherFile() {
        Object now = key();
        if (connection != null && !now.equals(opened)) {
            LOG.warn("Database {} is another file now: all that was read from the one before is forgotten", file);
            disconnect();
            replaced.run();
        }
        opened = now;
    }

    /** Device and inode. */
    private Object key() {
        try {
            return requireNonNullElse(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey(), file);
        } catch (IOException e) {
            throw new StoreException("Database " + file + " is gone, or cannot be reached: " + e, e);
        }
    }

    private Connection connect() throws SQLException {
        Connection fresh = Connections.reading(file, access).getConnection();
        connection = fresh;
        epoch++;
        Sql.update(fresh, "PRAGMA query_only=ON");
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
    }
}
