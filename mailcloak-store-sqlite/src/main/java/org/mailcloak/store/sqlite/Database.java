package org.mailcloak.store.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.store.StoreException;
import org.sqlite.SQLiteDataSource;

/**
 * The open database: many readers, and one writer if the file may be written. Safe for many threads.
 *
 * <p>Transactions are opened and ended by plain statements while the driver stays in auto-commit mode: its own
 * {@code commit()} begins the next transaction at once, which for an immediate one means taking the write lock again.
 */
final class Database implements AutoCloseable {

    private static final int READERS = 4;
    private static final long WAIT_FOR_CONNECTION_MILLIS = 10_000;

    /** Something done in one transaction. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final Path file;
    private final HikariDataSource readers;
    private final Optional<HikariDataSource> writer;

    @SuppressWarnings("ThreadLocalUsage") // each database has its own transactions; the value is always removed
    private final ThreadLocal<@Nullable Connection> inTransaction = new ThreadLocal<>();

    private Database(Path file, HikariDataSource readers, Optional<HikariDataSource> writer) {
        this.file = file;
        this.readers = readers;
        this.writer = writer;
    }

    /** For a file that {@link DatabaseFile} has checked. */
    static Database open(Path file, Access access) {
        Optional<HikariDataSource> writer = access == Access.READ_WRITE
                ? Optional.of(pool("mailcloak-writer", file, Connections.writing(file), writerConfig()))
                : Optional.empty();
        try {
            return new Database(file, readers(file, access), writer);
        } catch (StoreException e) {
            writer.ifPresent(HikariDataSource::close);
            throw e;
        }
    }

    /** Without a writer, whatever the file allows. */
    static Database openForReading(Path file, Access access) {
        return new Database(file, readers(file, access), Optional.empty());
    }

    /** Reads from one snapshot. */
    <T> T read(Work<T> work) {
        Connection open = inTransaction.get();
        return open != null ? partOf(open, work) : transact(readers, "BEGIN", work);
    }

    /** One change: all of it is on disk on return, or nothing is if this throws. */
    <T> T write(Work<T> work) {
        Connection open = inTransaction.get();
        if (open != null) {
            return partOf(open, work);
        }
        HikariDataSource pool = writer.orElseThrow(
                () -> new StoreException("Database " + file + " is read-only for this user: nothing can be changed"));
        return transact(pool, "BEGIN IMMEDIATE", work);
    }

    /** All that this thread reads and writes within the task is one change; it must not go on after a failure. */
    void atomically(Runnable task) {
        write(connection -> {
            inTransaction.set(connection);
            try {
                task.run();
            } finally {
                inTransaction.remove();
            }
            return true;
        });
    }

    /** The name means another file now: whoever asks next gets a connection to that one. */
    void reopen() {
        readers.getHikariPoolMXBean().softEvictConnections();
        writer.ifPresent(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }

    private <T> T partOf(Connection transaction, Work<T> work) {
        try {
            return work.on(transaction);
        } catch (SQLException e) {
            throw SqlErrors.at(file, e);
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.ifPresent(HikariDataSource::close);
    }

    private <T> T transact(HikariDataSource pool, String begin, Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            Sql.update(connection, begin);
            boolean committed = false;
            try {
                T result = work.on(connection);
                Sql.update(connection, "COMMIT");
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack(pool, connection);
                }
            }
        } catch (SQLException e) {
            throw SqlErrors.at(file, e);
        }
    }

    private static void rollBack(HikariDataSource pool, Connection connection) {
        try {
            Sql.update(connection, "ROLLBACK");
        } catch (SQLException e) {
            // SQLite ends the transaction by itself on a full disk or an I/O error; the first error is the one to tell.
            pool.evictConnection(connection);
        }
    }

    private static HikariDataSource readers(Path file, Access access) {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(READERS);
        config.setConnectionInitSql("PRAGMA query_only=ON");
        // Only tells the pool what the driver already does; the driver refuses to change it afterwards.
        config.setReadOnly(access == Access.READ_ONLY);
        return pool("mailcloak-readers", file, Connections.reading(file, access), config);
    }

    private static HikariConfig writerConfig() {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(1);
        return config;
    }

    private static HikariDataSource pool(String name, Path file, SQLiteDataSource source, HikariConfig config) {
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMinimumIdle(config.getMaximumPoolSize());
        config.setMaxLifetime(0);
        config.setIdleTimeout(0);
        config.setConnectionTimeout(WAIT_FOR_CONNECTION_MILLIS);
        // The pool would hide the driver's error behind its own; a first connection tells it plainly.
        config.setInitializationFailTimeout(-1);
        try (Connection first = source.getConnection()) {
            Sql.query(first, "SELECT count(*) FROM sqlite_master", row -> row.getInt(1));
        } catch (SQLException e) {
            throw SqlErrors.at(file, e);
        }
        HikariDataSource pool = new HikariDataSource(config);
        // It fills itself in the background; a disk that is full by then must not leave it without any.
        try (Connection kept = pool.getConnection()) {
            Sql.query(kept, "SELECT count(*) FROM sqlite_master", row -> row.getInt(1));
            return pool;
        } catch (SQLException e) {
            pool.close();
            throw SqlErrors.at(file, e);
        }
    }
}
