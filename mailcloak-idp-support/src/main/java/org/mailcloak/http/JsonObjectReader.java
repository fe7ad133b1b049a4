package org.mailcloak.http;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Reads an object of an answer strictly. Every method throws {@link UnexpectedBodyException} if the field is of another
 * type; {@code null} counts as absent.
 */
public final class JsonObjectReader {

    private final JsonObject object;

    private JsonObjectReader(JsonObject object) {
        this.object = object;
    }

    /** The value, which has to be an object. */
    public static JsonObjectReader of(JsonValue value) {
        if (requireNonNull(value, "value") instanceof JsonObject object) {
            return new JsonObjectReader(object);
        }
        throw expected("an object", value);
    }

    /** The value, which has to be an array of nothing but objects. */
    public static List<JsonObjectReader> listOf(JsonValue value) {
        if (requireNonNull(value, "value") instanceof JsonArray array) {
            return array.stream().map(JsonObjectReader::of).toList();
        }
        throw expected("an array", value);
    }

    /** A text that has to be there and not blank. */
    public String requiredText(String key) {
        return text(key)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new UnexpectedBodyException("expected a text that is not blank in " + key));
    }

    public Optional<String> text(String key) {
        return value(key).map(value -> textOf(key, value));
    }

    /** A flag that has to be there. */
    public boolean requiredFlag(String key) {
        return flag(key).orElseThrow(() -> new UnexpectedBodyException("expected true or false in " + key));
    }

    public Optional<Boolean> flag(String key) {
        return value(key).map(value -> switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            case ARRAY, OBJECT, STRING, NUMBER, NULL -> throw expected("true or false in " + key, value);
        });
    }

    /** A whole number that fits a {@code long}; {@code 3.0} and {@code 1e99} do not count as one. */
    public Optional<Long> number(String key) {
        return value(key).map(value -> {
            if (value instanceof JsonNumber number && number.isIntegral()) {
                return number.longValueExact();
            }
            throw expected("a whole number in " + key, value);
        });
    }

    /** An array of texts; none if it is absent. */
    public List<String> texts(String key) {
        return value(key)
                .map(value -> {
                    if (value instanceof JsonArray array) {
                        return array.stream().map(item -> textOf(key, item)).toList();
                    }
                    throw expected("an array in " + key, value);
                })
                .orElse(List.of());
    }

    /** An object within the object. */
    public Optional<JsonObjectReader> object(String key) {
        return value(key).map(JsonObjectReader::of);
    }

    /** An array of objects; none if it is absent. */
    public List<JsonObjectReader> objects(String key) {
        return value(key).map(JsonObjectReader::listOf).orElse(List.of());
    }

    /** The value of any type; empty if it is absent or {@code null}. */
    public Optional<JsonValue> value(String key) {
        return Optional.ofNullable(object.get(key)).filter(value -> value != JsonValue.NULL);
    }

    private static String textOf(String key, JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw expected("a text in " + key, value);
    }

    private static UnexpectedBodyException expected(String what, JsonValue found) {
        return new UnexpectedBodyException("expected " + what + ", found " + found.getValueType());
    }
}
