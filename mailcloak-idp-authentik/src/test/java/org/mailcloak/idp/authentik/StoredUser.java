package org.mailcloak.idp.authentik;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** A user in the fake authentik. */
record StoredUser(
        long pk, String username, String name, String email, boolean active, String type, JsonObject attributes) {

    static StoredUser of(long pk, String username, String email) {
        return new StoredUser(pk, username, "", email, true, "internal", JsonValue.EMPTY_JSON_OBJECT);
    }

    StoredUser named(String fullName) {
        return new StoredUser(pk, username, fullName, email, active, type, attributes);
    }

    StoredUser inactive() {
        return new StoredUser(pk, username, name, email, false, type, attributes);
    }

    StoredUser ofType(String other) {
        return new StoredUser(pk, username, name, email, active, other, attributes);
    }

    /** @param json one attribute's value, as it stands in JSON */
    StoredUser with(String attribute, JsonValue json) {
        JsonObject all =
                Json.createObjectBuilder(attributes).add(attribute, json).build();
        return new StoredUser(pk, username, name, email, active, type, all);
    }

    StoredUser with(String attribute, String text) {
        return with(attribute, Json.createValue(text));
    }

    StoredUser withList(String attribute, String... texts) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (String text : texts) {
            list.add(text);
        }
        return with(attribute, list.build());
    }

    String uuid() {
        return UUID.nameUUIDFromBytes(username.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** As authentik 2026.2 shows it. */
    JsonObject shown(Map<String, String> query) {
        JsonObjectBuilder user = Json.createObjectBuilder()
                .add("pk", pk)
                .add("username", username)
                .add("name", name)
                .add("is_active", active)
                .addNull("last_login")
                .add("date_joined", "2025-04-01T10:00:00.123456Z")
                .add("is_superuser", false)
                .add("groups", JsonValue.EMPTY_JSON_ARRAY)
                .add("roles", JsonValue.EMPTY_JSON_ARRAY)
                .add("email", email)
                .add("avatar", "https://sso.example/static/avatar.png")
                .add("attributes", attributes)
                .add("uid", uuid().replace("-", "").repeat(2))
                .add("path", "users")
                .add("type", type)
                .add("uuid", uuid())
                .add("password_change_date", "2025-04-01T10:00:00.123456Z")
                .add("last_updated", "2026-02-01T10:00:00.123456Z");
        user.add("groups_obj", shown(query, "include_groups")).add("roles_obj", shown(query, "include_roles"));
        return user.build();
    }

    private static JsonValue shown(Map<String, String> query, String parameter) {
        return query.getOrDefault(parameter, "true").equals("false") ? JsonValue.NULL : JsonValue.EMPTY_JSON_ARRAY;
    }

    /** As authentik 2024.2 shows it: without what came later. */
    JsonObject shownByOldVersion() {
        return Json.createObjectBuilder(shown(Map.of()))
                .remove("date_joined")
                .remove("roles")
                .remove("roles_obj")
                .remove("password_change_date")
                .remove("last_updated")
                .build();
    }
}
