package org.mailcloak.store.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
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
    private final FileAccessMode access;

    private DatabaseFile(Path file, FileAccessMode access) {
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
        LogFiles.check(file);
        return new DatabaseFile(file, Files.isWritable(file) ? FileAccessMode.READ_WRITE : FileAccessMode.READ_ONLY);
    }

    /**
     * The file, made empty if it is not there.
     *
     * @param users who may write to its folder besides root, where root makes it
     */
    static DatabaseFile existingOrNew(Path file, Set<String> users) {
        checkName(file);
        if (Files.notExists(file)) {
            Path parent = file.toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new StoreException(
                        "Database " + file + " cannot be made: the directory " + parent + " does not exist");
            }
            DatabaseFolder.check(file, users);
            create(file);
        }
        return existing(file);
    }

    /** Returns the same file with other rights than the file system reports. */
    DatabaseFile as(FileAccessMode other) {
        return new DatabaseFile(file, other);
    }

    Path path() {
        return file;
    }

    FileAccessMode access() {
        return access;
    }

    /** Reads only. Throws {@link StoreException} if the database is not one of Mailcloak's, is newer, or is damaged. */
    SchemaState inspect() {
        return inConnection(SqliteDataSources.reading(file, access), connection -> {
            Sql.update(connection, "PRAGMA query_only=ON");
            return new Schema(file, connection).inspect();
        });
    }

    /** Brings an older or empty database up to date; inspect it first. */
    void migrate() {
        if (access == FileAccessMode.READ_ONLY) {
            throw new StoreException("Database " + file + " is of an older version and read-only for this user: migrate"
                    + " it with " + initCommand(file) + " as a user who may write it");
        }
        inConnection(SqliteDataSources.writing(file), connection -> {
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
                if (access == FileAccessMode.READ_WRITE) {
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
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                createWithMode(file, PosixFilePermissions.fromString(MODE));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            return; // another process was faster; it sets the mode, and the migration waits for its lock
        } catch (IOException e) {
            throw new StoreException("Database " + file + " cannot be made: " + e, e);
        }
    }

    /**
     * Neither step follows a link, and at no moment has the file more rights than it keeps: a folder may belong to another
     * user than the one who makes the database. The second step gives back what the umask took.
     */
    private static void createWithMode(Path file, Set<PosixFilePermission> mode) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setPermissions(mode);
    }

    /** The driver reads what follows a question mark as settings, and would open another file. */
    private static void checkName(Path file) {
        if (file.toString().indexOf('?') >= 0) {
            throw new StoreException("Database " + file + " cannot be opened: its path must not hold a question mark");
        }
    }

    /** SQLite takes a file of one byte for an empty database; the smallest one that it writes has a page of 512. */
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
