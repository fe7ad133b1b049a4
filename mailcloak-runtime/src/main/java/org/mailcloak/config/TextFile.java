package org.mailcloak.config;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.mailcloak.file.RegularFile;

/** Reads a small file of UTF-8 text whole. */
final class TextFile {

    private TextFile() {}

    /** Without a byte order mark, if the file begins with one. */
    static String read(Path file, int maxBytes) throws BadValueException {
        byte[] bytes = bytes(file, maxBytes);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadValueException("cannot be read: not UTF-8");
        }
    }

    private static byte[] bytes(Path file, int limit) throws BadValueException {
        try {
            return RegularFile.read(file, limit);
        } catch (NoSuchFileException e) {
            throw new BadValueException("cannot be read: no such file");
        } catch (AccessDeniedException e) {
            throw new BadValueException("cannot be read: permission denied");
        } catch (FileSystemException e) {
            throw new BadValueException("cannot be read: " + requireNonNullElse(e.getReason(), e.toString()));
        } catch (IOException e) {
            throw new BadValueException("cannot be read: " + e.getMessage());
        }
    }
}
