package org.mailcloak.store.sqlite;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.mailcloak.store.StoreException;

/**
 * Which file a name means, and when it was written last.
 *
 * @param key device and inode
 */
record FileStamp(Object key, FileTime written, long size) {

    /** @throws StoreException if the file is gone or cannot be reached */
    static FileStamp of(Path file) {
        return find(file)
                .orElseThrow(() -> new StoreException("Database " + file + " is gone: put it back, or make it with"
                        + " `mailcloakctl --db " + file + " init`"));
    }

    /** Empty if there is no such file. */
    static Optional<FileStamp> find(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = requireNonNullElse(attributes.fileKey(), file);
            return Optional.of(new FileStamp(key, attributes.lastModifiedTime(), attributes.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("Database " + file + " cannot be reached: " + e, e);
        }
    }

    boolean isSameFile(FileStamp other) {
        return key.equals(other.key);
    }

    boolean isSameContent(FileStamp other) {
        return written.equals(other.written) && size == other.size;
    }
}
