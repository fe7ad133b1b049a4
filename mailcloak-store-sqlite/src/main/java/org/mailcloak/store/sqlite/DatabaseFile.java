package org.mailcloak.store.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.mailcloak.store.StoreException;
import org.sqlite.SQLiteDataSource;

/**
 * The database as a file: looked at without a change, made, and brought up to date.
 *
 * <p>Only SQLite itself may open the file. POSIX drops all locks that a process has on a file as soon as it closes any
 * descriptor of that file (https://www.sqlite.org/howtocorrupt.html, section 2.2); another process that closes its last
 * connection would then delete the -wal file that this one is using.
 */
final class DatabaseFile {

    /** The group too: Dovecot and Postfix read it, and SQLite gives -wal and -shm the same mode. No one else: hashes. */
    private static final String MODE = "rw-rw----";

    private static final int SMALLEST_PAGE = 512;

    private final Path file;
    private final Access access;

    private DatabaseFile(Path file, Access access) {
        this.file = file;
        this.access = access;
    }

    /**
     * @throws StoreException if there is no such file, or it cannot be a database; the message says what to do
     */
    static DatabaseFile existing(Path file) {
        checkName(file);
        if (Files.notExists(file)) {
            throw new StoreException("Database " + file + " does not exist: make it with " + initCommand(file));
        }
        if (!Files.isRegularFile(file)) {
            throw new StoreException("Database " + file + " is not a regular file");
        }
        if (!Files.isReadable(file)) {
            throw new StoreException("Database " + file + " cannot be read by this user");
        }
        checkSize(file);
        return new DatabaseFile(file, Files.isWritable(file) ? Access.READ_WRITE : Access.READ_ONLY);
    }

    /** The file, made empty if it is not there. */
    static DatabaseFile existingOrNew(Path file) {
        checkName(file);
        if (Files.notExists(file)) {
            create(file);
        }
        return existing(file);
    }

    /** The same file under other rights than the file system tells. */
    DatabaseFile as(Access other) {
        return new DatabaseFile(file, other);
    }

    Path path() {
        return file;
    }

    Access access() {
        return access;
    }

    /** Reads only. Throws {@link StoreException} if the database is none of ours, newer, or damaged. */
    SchemaState inspect() {
        return inConnection(Connections.reading(file, access), connection -> {
            Sql.update(connection, "PRAGMA query_only=ON");
            return new Schema(file, connection).inspect();
        });
    }

    /** Brings an older or empty database up to date; inspect it first. */
    void migrate() {
        if (access == Access.READ_ONLY) {
            throw new StoreException("Database " + file + " is of an older version and read-only for this user: migrate"
                    + " it with " + initCommand(file) + " as a user who may write it");
        }
        inConnection(Connections.writing(file), connection -> {
            new Schema(file, connection).migrate();
            return true;
        });
        WriteAheadLog.switchOn(file);
    }

    /** Inspects, and migrates an older database. */
    void bringUpToDate() {
        switch (inspect()) {
            case EMPTY ->
                throw new StoreException("Database " + file + " is empty: make its tables with " + initCommand(file));
            case LEGACY, OUTDATED -> migrate();
            case CURRENT -> {
                if (access == Access.READ_WRITE) {
                    WriteAheadLog.switchOn(file);
                }
            }
        }
    }

    private <T> T inConnection(SQLiteDataSource source, Database.Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw SqlErrors.at(file, e);
        }
    }

    private static void create(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new StoreException(
                    "Database " + file + " cannot be made: the directory " + parent + " does not exist");
        }
        try {
            Files.createFile(file);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(MODE));
            }
        } catch (FileAlreadyExistsException e) {
            return; // another process was faster; it sets the mode, and the migration waits for its lock
        } catch (IOException e) {
            throw new StoreException("Database " + file + " cannot be made: " + e, e);
        }
    }

    /** The driver reads what follows a question mark as settings, and would open another file. */
    private static void checkName(Path file) {
        if (file.toString().indexOf('?') >= 0) {
            throw new StoreException("Database " + file + " cannot be opened: its path must not hold a question mark");
        }
    }

    /** SQLite takes a file of one octet for an empty database; the smallest one that it writes has a page of 512. */
    private static void checkSize(Path file) {
        try {
            long size = Files.size(file);
            if (size > 0 && size < SMALLEST_PAGE) {
                throw new StoreException("Database " + file + " is not an SQLite database");
            }
        } catch (IOException e) {
            throw new StoreException("Database " + file + " cannot be read: " + e, e);
        }
    }

    private static String initCommand(Path file) {
        return "`mailcloakctl --db " + file + " init`";
    }
}
