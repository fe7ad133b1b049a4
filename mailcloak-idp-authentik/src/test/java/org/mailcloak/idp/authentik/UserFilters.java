package org.mailcloak.idp.authentik;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The filters of authentik's list of users, as its code has them: Django's, on PostgreSQL. */
final class UserFilters {

    private static final String ICONTAINS = "__icontains";

    private final Map<String, List<String>> query;

    UserFilters(Map<String, List<String>> query) {
        this.query = query;
    }

    List<StoredUser> apply(List<StoredUser> users) {
        Comparator<StoredUser> order = one("ordering").equals("pk")
                ? Comparator.comparingLong(StoredUser::pk)
                : Comparator.comparing(StoredUser::username);
        return users.stream()
                .filter(user -> !has("username") || user.username().equals(one("username")))
                .filter(user -> !has("email") || user.email().equals(one("email")))
                .filter(user -> !has("type") || query.get("type").contains(user.type()))
                .filter(user -> !has("search")
                        || isFound(one("search"), user.email(), user.name(), user.uuid(), user.username()))
                .filter(user -> !has("attributes") || hasAttributes(user.attributes(), one("attributes")))
                .sorted(order)
                .toList();
    }

    private boolean has(String parameter) {
        return query.containsKey(parameter) && !one(parameter).isEmpty();
    }

    private String one(String parameter) {
        return query.getOrDefault(parameter, List.of("")).get(0);
    }

    /** Every word in any of the fields, in any letter case. */
    static boolean isFound(String search, String... fields) {
        return Stream.of(search.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .allMatch(word -> Stream.of(fields).anyMatch(field -> containsIgnoringCase(field, word)));
    }

    static boolean hasAttributes(JsonObject attributes, String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject().entrySet().stream()
                    .allMatch(filter -> hasAttribute(attributes, filter.getKey(), filter.getValue()));
        }
    }

    /** PostgreSQL compares the text of the value: a list is the JSON of it. */
    private static boolean hasAttribute(JsonObject attributes, String key, JsonValue wanted) {
        if (!key.endsWith(ICONTAINS)) {
            throw new IllegalArgumentException("A look-up that the fake does not know: " + key);
        }
        JsonValue stored = attributes.get(key.substring(0, key.length() - ICONTAINS.length()));
        return stored != null && containsIgnoringCase(text(stored), ((JsonString) wanted).getString());
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        return value instanceof JsonArray array ? array.toString().replace("\",\"", "\", \"") : value.toString();
    }

    private static boolean containsIgnoringCase(String text, String part) {
        return text.toUpperCase(Locale.ROOT).contains(part.toUpperCase(Locale.ROOT));
    }
}
