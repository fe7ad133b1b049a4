package org.mailcloak.idp.authentik;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.UnexpectedBodyException;

/** The attributes of users and groups: free JSON, as the operator's people typed it. */
final class Attributes {

    static final String READABLE = "expected a text, a number, true or false, or a list of these";

    private Attributes() {}

    /** @throws UnexpectedBodyException if they are no object */
    static JsonObject of(JsonObjectReader owner) {
        JsonValue value = owner.value("attributes").orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new UnexpectedBodyException("expected an object in attributes, found " + value.getValueType());
    }

    /** The values of an attribute as texts: one value, or a list of them. */
    static List<String> texts(JsonObject attributes, String name) {
        return texts(attributes.getOrDefault(name, JsonValue.NULL)).toList();
    }

    private static Stream<String> texts(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> Stream.of(((JsonString) value).getString());
            case NUMBER -> Stream.of(((JsonNumber) value).toString());
            case TRUE, FALSE -> Stream.of(value.toString());
            case ARRAY -> ((JsonArray) value).stream().flatMap(Attributes::texts);
            case OBJECT, NULL -> Stream.empty();
        };
    }

    /** Whether there is something in the attribute that is no text and none of a list. */
    static boolean holdsObject(JsonObject attributes, String name) {
        return holdsObject(attributes.get(name));
    }

    private static boolean holdsObject(@Nullable JsonValue value) {
        return value instanceof JsonObject
                || (value instanceof JsonArray array && array.stream().anyMatch(Attributes::holdsObject));
    }
}
