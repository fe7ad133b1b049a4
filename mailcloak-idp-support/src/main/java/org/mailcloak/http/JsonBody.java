package org.mailcloak.http;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Bytes to one JSON value. Text after the value, repeated keys, and bytes that are no UTF-8 are
 * refused: two programs that read such a text may see different things in it. So is what is over {@link JsonBounds}.
 */
final class JsonBody {

    private static final Map<String, Object> LIMITS = Map.of(
            JsonConfig.KEY_STRATEGY,
            JsonConfig.KeyStrategy.NONE,
            "org.eclipse.parsson.maxDepth",
            JsonBounds.MAX_DEPTH + 1);

    /** Cached: finding the implementation anew takes 150 microseconds, reading an answer ten. */
    private static final JsonParserFactory PARSERS = Json.createParserFactory(LIMITS);

    private static final JsonReaderFactory READERS = Json.createReaderFactory(LIMITS);

    private JsonBody() {}

    /** @throws UnexpectedBodyException if it is no such value */
    static JsonValue parse(byte[] bytes) {
        JsonBounds.check(bytes);
        try {
            checkWhole(bytes);
            return value(bytes);
        } catch (JsonParsingException e) {
            throw new UnexpectedBodyException(
                    "the answer is no JSON at character " + e.getLocation().getStreamOffset());
        } catch (RuntimeException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new UnexpectedBodyException("the answer is no UTF-8");
            }
            // JsonException for repeated keys, NoSuchElementException for a missing end, RuntimeException for the
            // depth.
            throw new UnexpectedBodyException(
                    "the answer is no JSON (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The reader stops after the first value; the parser sees what follows, but not repeated keys. */
    private static void checkWhole(byte[] bytes) {
        try (JsonParser parser = PARSERS.createParser(text(bytes))) {
            while (parser.hasNext()) {
                parser.next();
            }
        }
    }

    private static JsonValue value(byte[] bytes) {
        try (JsonReader reader = READERS.createReader(text(bytes))) {
            return reader.readValue();
        }
    }

    /** Decoded as it is read: a whole text would take as much again. A new decoder reports what is no UTF-8. */
    private static Reader text(byte[] bytes) {
        return new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
    }
}
