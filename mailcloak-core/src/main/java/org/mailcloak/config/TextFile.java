package org.mailcloak.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a small file of UTF-8 text whole. */
final class TextFile {

    private TextFile() {}

    /** Without a byte order mark, if the file begins with one. */
    static String read(Path file, int maxOctets) throws BadValueException {
        byte[] octets = octets(file, maxOctets + 1);
        if (octets.length > maxOctets) {
            throw new BadValueException("cannot be read: longer than " + maxOctets + " octets");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadValueException("cannot be read: not UTF-8");
        }
    }

    private static byte[] octets(Path file, int limit) throws BadValueException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(limit);
        } catch (NoSuchFileException e) {
            throw new BadValueException("cannot be read: no such file");
        } catch (AccessDeniedException e) {
            throw new BadValueException("cannot be read: permission denied");
        } catch (IOException e) {
            throw new BadValueException("cannot be read: " + e.getMessage());
        }
    }
}
