package org.mailcloak.cli;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A reader of the fields of one JSON object. A wrong value is noted with its place, such as {@code apps[2].id}, and the
 * reading goes on with an empty value: a caller looks at the problems before it uses any of it.
 */
final class JsonFieldReader {

    private final String path;
    private final JsonObject object;
    private final ImportProblems problems;
    private final Set<String> known = new HashSet<>();

    /** @param problems where to note what is wrong */
    JsonFieldReader(String path, JsonObject object, ImportProblems problems) {
        this.path = path;
        this.object = object;
        this.problems = problems;
    }

    String text(String key) {
        Optional<String> text = optionalText(key);
        if (value(key) == JsonValue.NULL) {
            problem(key, "missing");
        }
        return text.orElse("");
    }

    Optional<String> optionalText(String key) {
        JsonValue value = value(key);
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        if (value != JsonValue.NULL) {
            problem(key, "expected a text");
        }
        return Optional.empty();
    }

    boolean flag(String key) {
        return switch (value(key).getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> {
                problem(key, "missing");
                yield false;
            }
            case ARRAY, OBJECT, STRING, NUMBER -> {
                problem(key, "expected true or false");
                yield false;
            }
        };
    }

    void version(String key, int supported) {
        JsonValue value = value(key);
        if (value == JsonValue.NULL) {
            problem(key, "missing: this is no export of mailcloakctl");
        } else if (!value.toString().equals(Integer.toString(supported))) {
            problem(key, "expected " + supported + ", found " + value);
        }
    }

    /** Reads one object after the other, and no more of them when there are problems enough. */
    <T> List<T> rows(String key, Function<JsonFieldReader, T> reader) {
        List<T> rows = new ArrayList<>();
        int index = 0;
        for (JsonValue value : array(key)) {
            if (problems.isEnough()) {
                break;
            }
            String place = place(key) + "[" + index + "]";
            if (value instanceof JsonObject row) {
                rows.add(reader.apply(new JsonFieldReader(place, row, problems)));
            } else {
                problems.add(place + ": expected an object");
            }
            index++;
        }
        return rows;
    }

    /** None if the key is absent. */
    <T> List<T> optionalRows(String key, Function<JsonFieldReader, T> reader) {
        return value(key) == JsonValue.NULL ? List.of() : rows(key, reader);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonValue value : array(key)) {
            if (value instanceof JsonString text) {
                texts.add(text.getString());
            } else {
                problem(key, "expected texts");
            }
        }
        return texts;
    }

    /** None if the key is absent. */
    List<String> optionalTexts(String key) {
        return value(key) == JsonValue.NULL ? List.of() : texts(key);
    }

    /** Texts by names; none if the key is absent. */
    Map<String, String> optionalTextMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonValue value = value(key);
        if (value instanceof JsonObject map) {
            map.forEach((name, entry) -> {
                if (entry instanceof JsonString text) {
                    texts.put(name, text.getString());
                } else {
                    problem(key, "expected texts");
                }
            });
        } else if (value != JsonValue.NULL) {
            problem(key, "expected an object");
        }
        return texts;
    }

    /** Notes keys that no caller asked for. To be called last. */
    void end() {
        for (String key : new TreeSet<>(object.keySet())) {
            if (!known.contains(key)) {
                problem(key, "unknown key");
            }
        }
    }

    void problem(String key, String message) {
        problems.add(place(key) + ": " + message);
    }

    private List<JsonValue> array(String key) {
        JsonValue value = value(key);
        if (value instanceof JsonArray array) {
            return array;
        }
        problem(key, value == JsonValue.NULL ? "missing" : "expected a list");
        return List.of();
    }

    /** {@link JsonValue#NULL} if the key is absent. */
    private JsonValue value(String key) {
        known.add(key);
        return object.getOrDefault(key, JsonValue.NULL);
    }

    private String place(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
