package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** The JSON document as octets and as a file. */
final class BackupFile {

    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private BackupFile() {}

    /** Makes a file that only its owner can read; one that is there is left alone. */
    static void create(Path file, String text) {
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            throw RefusedException.refused(file + " exists already; it was left as it is");
        } catch (IOException e) {
            throw RefusedException.refused(file + " cannot be written: " + e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw RefusedException.refused(file + " does not exist");
        } catch (IOException e) {
            throw RefusedException.refused(file + " cannot be read: " + e);
        }
    }

    /** @param source for messages */
    static JsonObject parse(String source, byte[] octets) {
        String text = decode(source, octets);
        try {
            checkNothingFollows(text);
            try (JsonReader reader = READERS.createReader(new StringReader(text))) {
                return reader.readObject();
            }
        } catch (JsonParsingException e) {
            throw RefusedException.refused(source + ":" + e.getLocation().getLineNumber() + ":"
                    + e.getLocation().getColumnNumber() + ": not a JSON object");
        } catch (RuntimeException e) {
            // A key that stands there twice, and too deep a nesting, come as exceptions of other kinds.
            throw RefusedException.refused(source + " is not a JSON object: " + e.getMessage());
        }
    }

    /** The reader stops at the end of the first value. */
    private static void checkNothingFollows(String text) {
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                parser.next();
            }
        }
    }

    private static String decode(String source, byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw RefusedException.refused(source + " is not UTF-8");
        }
    }
}
