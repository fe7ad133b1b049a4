package org.mailcloak.store.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
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

    /** Set while nothing is known of a file that has taken the place of this one. */
    private volatile boolean replaced;

    private Database(Path file, HikariDataSource readers, Optional<HikariDataSource> writer) {
        this.file = file;
        this.readers = readers;
        this.writer = writer;
    }

    /** For a file that {@link DatabaseFile} has checked. */
    static Database open(Path file, FileAccessMode access) {
        Optional<HikariDataSource> writer = access == FileAccessMode.READ_WRITE
                ? Optional.of(pool("mailcloak-writer", file, SqliteDataSources.writing(file), writerConfig()))
                : Optional.empty();
        try {
            return new Database(file, readers(file, access), writer);
        } catch (StoreException e) {
            writer.ifPresent(HikariDataSource::close);
            throw e;
        }
    }

    /** Opens the database without a writer, even if the file allows one. */
    static Database openForReading(Path file, FileAccessMode access) {
        return new Database(file, readers(file, access), Optional.empty());
    }

    /** Reads from one snapshot. */
    <T> T read(Work<T> work) {
        checkUsable();
        Connection open = inTransaction.get();
        return open != null ? partOf(open, work) : transact(readers, "BEGIN", work);
    }

    /** One change: all of it is on disk on return, or nothing is if this throws. */
    <T> T write(Work<T> work) {
        Connection open = inTransaction.get();
        if (open != null) {
            return partOf(open, work);
        }
        checkUsable();
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

    /** All that this thread reads within the task is of one snapshot. */
    <T> T consistently(Supplier<T> task) {
        return read(connection -> {
            if (inTransaction.get() != null) {
                return task.get();
            }
            inTransaction.set(connection);
            try {
                return task.get();
            } finally {
                inTransaction.remove();
            }
        });
    }

    /** The name means another file now. Nothing is read or written until that was {@linkplain #accept looked at}. */
    void reopen() {
        replaced = true;
        OddRowsByFile.replaced(file);
        readers.getHikariPoolMXBean().softEvictConnections();
        writer.ifPresent(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }

    /** The next look-up gets a connection to the other file. */
    void accept() {
        replaced = false;
    }

    private void checkUsable() {
        LogFiles.check(file);
        if (replaced) {
            throw new StoreException("Database " + file + " was replaced by a file that cannot be used");
        }
    }

    private <T> T partOf(Connection transaction, Work<T> work) {
        try {
            return work.on(transaction);
        } catch (SQLException e) {
            throw SqlErrors.at(file, e);
        }
    }

    /** Leaves the connections open if closing them would delete the log files of other programs. */
    @Override
    public void close() {
        if (LogFiles.areLost(file)) {
            return;
        }
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
            // SQLite ends the transaction by itself on a full disk or an I/O error; the first error is the one to
            // report.
            pool.evictConnection(connection);
        }
    }

    private static HikariDataSource readers(Path file, FileAccessMode access) {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(READERS);
        config.setConnectionInitSql("PRAGMA query_only=ON");
        // Only informs the pool of what the driver already does; the driver refuses to change it afterwards.
        config.setReadOnly(access == FileAccessMode.READ_ONLY);
        return pool("mailcloak-readers", file, SqliteDataSources.reading(file, access), config);
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
        // The pool would hide the driver's error behind its own; a first connection reports it plainly.
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
