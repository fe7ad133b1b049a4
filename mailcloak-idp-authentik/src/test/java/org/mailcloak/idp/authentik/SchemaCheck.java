package org.mailcloak.idp.authentik;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks values against the part of OpenAPI's schemas that authentik uses; an unknown keyword is a fault of the test. */
final class SchemaCheck {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Map<String, Object> root;

    SchemaCheck(Map<String, Object> root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked") // keys of the document are texts
    static Map<String, Object> map(Map<String, Object> parent, String key) {
        Object child = parent.get(key);
        if (child == null) {
            throw new IllegalArgumentException("The description has no " + key);
        }
        return (Map<String, Object>) child;
    }

    @SuppressWarnings("unchecked") // lists of parameters and schemas hold maps
    static List<Map<String, Object>> maps(Object list) {
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }

    /** What a reference refers to. */
    Map<String, Object> resolve(Map<String, Object> schema) {
        if (!(schema.get("$ref") instanceof String reference)) {
            return schema;
        }
        Map<String, Object> place = root;
        for (String step : reference.substring("#/".length()).split("/")) {
            place = map(place, step);
        }
        return resolve(place);
    }

    List<String> faults(String place, Map<String, Object> unresolved, JsonValue value) {
        Map<String, Object> schema = resolve(unresolved);
        if (value == JsonValue.NULL) {
            return Boolean.TRUE.equals(schema.get("nullable")) ? List.of() : List.of(place + " is null");
        }
        List<String> faults = new ArrayList<>();
        maps(schema.get("allOf")).forEach(part -> faults.addAll(faults(place, part, value)));
        if (schema.get("type") instanceof String type) {
            faults.addAll(faultsOfType(place, type, schema, value));
        }
        return faults;
    }

    private List<String> faultsOfType(String place, String type, Map<String, Object> schema, JsonValue value) {
        boolean fits = switch (type) {
            case "object" -> value instanceof JsonObject;
            case "array" -> value instanceof JsonArray;
            case "string" -> value instanceof JsonString;
            case "integer" -> value instanceof JsonNumber number && number.isIntegral();
            case "number" -> value instanceof JsonNumber;
            case "boolean" -> value.getValueType() == ValueType.TRUE || value.getValueType() == ValueType.FALSE;
            default -> throw new IllegalArgumentException("Unknown type " + type);
        };
        if (!fits) {
            return List.of(place + " is no " + type);
        }
        List<String> faults = new ArrayList<>();
        if (value instanceof JsonObject object && schema.containsKey("properties")) {
            faults.addAll(faultsOfObject(place, schema, object));
        }
        if (value instanceof JsonArray array) {
            array.forEach(item -> faults.addAll(faults(place + "[]", map(schema, "items"), item)));
        }
        if (value instanceof JsonString text) {
            faults.addAll(faultsOfText(place, schema, text.getString()));
        }
        return faults;
    }

    private List<String> faultsOfObject(String place, Map<String, Object> schema, JsonObject object) {
        List<String> faults = new ArrayList<>();
        Map<String, Object> properties = map(schema, "properties");
        if (schema.get("required") instanceof List<?> required) {
            required.stream()
                    .filter(key -> !object.containsKey(key))
                    .forEach(key -> faults.add(place + "." + key + " is missing"));
        }
        object.forEach((key, value) -> {
            if (properties.containsKey(key)) {
                faults.addAll(faults(place + "." + key, map(properties, key), value));
            } else if (!schema.containsKey("additionalProperties")) {
                faults.add(place + "." + key + " is not described");
            }
        });
        return faults;
    }

    /** A text, also as it stands in a URL for a number or a flag. */
    List<String> faultsOfText(String place, Map<String, Object> unresolved, String text) {
        Map<String, Object> schema = resolve(unresolved);
        List<String> faults = new ArrayList<>();
        if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(text)) {
            faults.add(place + " is none of " + allowed + ": " + text);
        }
        if (schema.get("maxLength") instanceof Integer longest && text.length() > longest) {
            faults.add(place + " is longer than " + longest);
        }
        if (schema.get("pattern") instanceof String pattern && !text.matches(pattern)) {
            faults.add(place + " does not match " + pattern + ": " + text);
        }
        if (!hasForm(String.valueOf(schema.get("type")), String.valueOf(schema.get("format")), text)) {
            faults.add(place + " has not the form of its type: " + text);
        }
        return faults;
    }

    private static boolean hasForm(String type, String format, String text) {
        return switch (type) {
            case "integer" -> text.matches("-?\\d+");
            case "boolean" -> text.matches("true|false");
            default ->
                switch (format) {
                    case "uuid" -> text.matches(UUID);
                    case "date-time" -> isTime(text);
                    // authentik stores no address as "".
                    case "email" -> text.isEmpty() || text.contains("@");
                    default -> true;
                };
        };
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
