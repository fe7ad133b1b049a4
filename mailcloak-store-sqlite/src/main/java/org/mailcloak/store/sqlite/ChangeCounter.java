package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailcloak.store.StoreException;

/**
 * A number that moves with every commit of any other connection, this process's own included.
 *
 * <p>{@code PRAGMA data_version} compares only with itself on the same connection, and leaves out what that connection
 * commits. So there is one connection that never writes, kept open for this. If it breaks, the next one starts from a
 * higher part of the number, never from a value that was given before.
 */
final class ChangeCounter implements AutoCloseable {

    private static final int EPOCH_SHIFT = 32;

    private final Path file;
    private final Access access;
    private final FileIdentity identity;
    private @Nullable Connection connection;
    private long epoch;
    private boolean closed;

    ChangeCounter(Path file, Access access) {
        this.file = file;
        this.access = access;
        this.identity = FileIdentity.of(file);
    }

    /**
     * @throws StoreException if the database cannot be asked, or its path leads to another file than at the beginning; the
     *     next call tries again
     */
    synchronized long read() {
        if (closed) {
            throw new StoreException("Database " + file + " is closed");
        }
        identity.requireUnchanged();
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
