package org.mailcloak.http;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Octets to one JSON value. Text after the value, repeated keys, nesting deeper than {@value #MAX_DEPTH} and octets that
 * are no UTF-8 are refused: two programs that read such a text may see different things in it.
 */
final class JsonBody {

    static final int MAX_DEPTH = 64;

    private static final Map<String, Object> LIMITS =
            Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE, "org.eclipse.parsson.maxDepth", MAX_DEPTH + 1);

    /** Cached: finding the implementation anew takes 150 microseconds, reading an answer ten. */
    private static final JsonParserFactory PARSERS = Json.createParserFactory(LIMITS);

    private static final JsonReaderFactory READERS = Json.createReaderFactory(LIMITS);

    private JsonBody() {}

    /** @throws UnexpectedBodyException if it is no such value */
    static JsonValue parse(byte[] octets) {
        String text = text(octets);
        try {
            checkWhole(text);
            return value(text);
        } catch (JsonParsingException e) {
            throw new UnexpectedBodyException(
                    "the answer is no JSON at character " + e.getLocation().getStreamOffset());
        } catch (RuntimeException e) {
            // JsonException for repeated keys, NoSuchElementException for a missing end, RuntimeException for the
            // depth.
            throw new UnexpectedBodyException(
                    "the answer is no JSON (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The reader stops after the first value; the parser sees what follows, but not repeated keys. */
    private static void checkWhole(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                parser.next();
            }
        }
    }

    private static JsonValue value(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnexpectedBodyException("the answer is no UTF-8");
        }
    }
}
