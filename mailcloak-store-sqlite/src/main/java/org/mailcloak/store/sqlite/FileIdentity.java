package org.mailcloak.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.mailcloak.store.StoreException;

/**
 * Which file a path led to: device and inode. A process that has a file open goes on with it when the path leads to
 * another one, and would answer from a database that nobody sees or changes any more.
 */
final class FileIdentity {

    private final Path file;
    private final Optional<Object> key;

    private FileIdentity(Path file, Optional<Object> key) {
        this.file = file;
        this.key = key;
    }

    /** Of the file that is there now. */
    static FileIdentity of(Path file) {
        return new FileIdentity(file, key(file));
    }

    /** @throws StoreException if the path leads to another file now, or to none */
    void requireUnchanged() {
        Optional<Object> now = key(file);
        if (!Objects.equals(now, key)) {
            throw new StoreException("Database " + file
                    + (now.isEmpty() ? " is gone: it was moved or deleted" : " is another file: it was replaced")
                    + " while it was open. Nothing is answered from the old one; put it back, or restart Mailcloak");
        }
    }

    /** Empty if there is no file, or if the file system knows no such thing. */
    private static Optional<Object> key(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("Database " + file + " cannot be looked at: " + e, e);
        }
    }
}
