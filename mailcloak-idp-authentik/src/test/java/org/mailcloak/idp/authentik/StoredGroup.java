package org.mailcloak.idp.authentik;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A group in the fake authentik.
 *
 * @param name unique here
 * @param parents the names of the groups that it is in
 * @param users the numbers of those in it
 */
record StoredGroup(String name, List<String> parents, List<Long> users, JsonObject attributes) {

    static StoredGroup of(String name) {
        return new StoredGroup(name, List.of(), List.of(), JsonValue.EMPTY_JSON_OBJECT);
    }

    StoredGroup in(String... parentNames) {
        return new StoredGroup(name, List.of(parentNames), users, attributes);
    }

    StoredGroup holding(Long... pks) {
        return new StoredGroup(name, parents, List.of(pks), attributes);
    }

    StoredGroup with(String attribute, JsonValue json) {
        JsonObject all =
                Json.createObjectBuilder(attributes).add(attribute, json).build();
        return new StoredGroup(name, parents, users, all);
    }

    StoredGroup with(String attribute, String text) {
        return with(attribute, Json.createValue(text));
    }

    StoredGroup withList(String attribute, Collection<String> texts) {
        return with(attribute, Json.createArrayBuilder(texts).build());
    }

    String pk() {
        return pkOf(name);
    }

    private static String pkOf(String groupName) {
        return UUID.nameUUIDFromBytes(("group " + groupName).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /**
     * As authentik 2026.2 shows it, without users, parents and children in full.
     *
     * @param children the groups in it
     */
    JsonObject shown(Collection<StoredGroup> children) {
        JsonArrayBuilder numbers = Json.createArrayBuilder();
        users.forEach(numbers::add);
        return Json.createObjectBuilder()
                .add("pk", pk())
                .add("num_pk", 12345)
                .add("name", name)
                .add("is_superuser", false)
                .add(
                        "parents",
                        Json.createArrayBuilder(
                                parents.stream().map(StoredGroup::pkOf).toList()))
                .addNull("parents_obj")
                .add("users", numbers)
                .addNull("users_obj")
                .add("attributes", attributes)
                .add("roles", JsonValue.EMPTY_JSON_ARRAY)
                .add("roles_obj", JsonValue.EMPTY_JSON_ARRAY)
                .addNull("inherited_roles_obj")
                .add(
                        "children",
                        Json.createArrayBuilder(
                                children.stream().map(StoredGroup::pk).toList()))
                .addNull("children_obj")
                .build();
    }

    /** As authentik 2024.2 shows it: with one parent at most, and without its children. */
    JsonObject shownByOldVersion() {
        JsonValue parent = parents.stream()
                .map(StoredGroup::pkOf)
                .map(pk -> (JsonValue) Json.createValue(pk))
                .findFirst()
                .orElse(JsonValue.NULL);
        String parentName = parents.stream().collect(Collectors.joining());
        return Json.createObjectBuilder(shown(List.of()))
                .remove("parents")
                .remove("parents_obj")
                .remove("children")
                .remove("children_obj")
                .remove("inherited_roles_obj")
                .add("parent", parent)
                .add("parent_name", parentName.isEmpty() ? JsonValue.NULL : Json.createValue(parentName))
                .add("users_obj", JsonValue.EMPTY_JSON_ARRAY)
                .build();
    }
}
