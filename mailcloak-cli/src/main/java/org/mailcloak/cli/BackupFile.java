package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.function.Supplier;

/** The JSON document as bytes and as a file. */
final class BackupFile {

    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    /**
     * In bytes: a part of the memory that the command may have, since a parsed document takes several times as much; 100,000
     * accounts take 30 MiB.
     */
    private static final int LARGEST = (int) Math.min(
            512L * 1024 * 1024, Math.max(1024 * 1024, Runtime.getRuntime().maxMemory() / 4));

    private BackupFile() {}

    /** Makes a file that only its owner can read; one that is there is left alone. */
    static void create(Path file, String text) {
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            throw CommandException.refused(file + " exists already; it was left as it is");
        } catch (IOException e) {
            throw CommandException.refused(file + " cannot be written: " + e);
        }
    }

    static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw CommandException.refused(file + " does not exist");
        } catch (IOException e) {
            throw CommandException.refused(file + " cannot be read: " + e);
        }
    }

    /** @param source for messages */
    static byte[] read(InputStream in, String source) throws IOException {
        return read(in, source, LARGEST);
    }

    /** @param largest in bytes */
    static byte[] read(InputStream in, String source, int largest) throws IOException {
        byte[] bytes = in.readNBytes(largest + 1);
        if (bytes.length > largest) {
            throw CommandException.refused(
                    source + " is larger than " + largest / 1024 / 1024 + " MiB, a quarter of the memory"
                            + " that Java gives this command; with JAVA_TOOL_OPTIONS=-Xmx2g it has 2 GiB");
        }
        return bytes;
    }

    /**
     * Runs a task that changes nothing unless it ends. A document takes more memory than its text, by what it holds.
     *
     * @param source for messages
     */
    static <T> T withinMemory(String source, Supplier<T> task) {
        try {
            return task.get();
        } catch (OutOfMemoryError e) {
            throw CommandException.refused(source + " needs more memory than Java gives this command; with"
                    + " JAVA_TOOL_OPTIONS=-Xmx2g it has 2 GiB; nothing was changed");
        }
    }

    /** @param source for messages */
    static JsonObject parse(String source, byte[] bytes) {
        String text = decode(source, bytes);
        try {
            checkNothingFollows(text);
            try (JsonReader reader = READERS.createReader(new StringReader(text))) {
                return reader.readObject();
            }
        } catch (JsonParsingException e) {
            throw CommandException.refused(
                    source + ":" + place(text, e.getLocation().getStreamOffset()) + ": not a JSON object");
        } catch (RuntimeException e) {
            // A key that stands there twice, and too deep a nesting, come as exceptions of other kinds.
            throw CommandException.refused(source + " is not a JSON object: " + e.getMessage());
        }
    }

    /** Line and column, from 1. What is missing at the end is missing after the last thing that stands there. */
    private static String place(String text, long offset) {
        int end = text.stripTrailing().length();
        int at = offset < 0 || offset > end ? end : (int) offset;
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        int column = at - text.lastIndexOf('\n', Math.max(0, at - 1));
        return line + ":" + Math.max(1, at == 0 ? 1 : column);
    }

    /** The reader stops at the end of the first value. */
    private static void checkNothingFollows(String text) {
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                parser.next();
            }
        }
    }

    private static String decode(String source, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CommandException.refused(source + " is not UTF-8");
        }
    }
}
