package org.mailcloak.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads small files that a configuration names. A pipe, a socket or a device in their place is refused before it is opened:
 * opening a pipe waits for a program that writes, and a device may have no end.
 */
public final class RegularFile {

    private RegularFile() {}

    /**
     * All of a file; links are followed.
     *
     * @param maxBytes the longest that is read
     * @throws IOException if there is no such file, it is no regular file, it is longer, or it cannot be read; the reason of
     *     a {@link FileSystemException} says which
     */
    public static byte[] read(Path file, int maxBytes) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new FileSystemException(file.toString(), null, "longer than " + maxBytes + " bytes");
            }
            return bytes;
        }
    }
}
