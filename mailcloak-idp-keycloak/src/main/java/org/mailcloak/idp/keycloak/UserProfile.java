package org.mailcloak.idp.keycloak;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailcloak.http.JsonObjectReader;

/**
 * Which attributes the users of a realm have, and who may change them.
 *
 * @param editors by declared attribute: {@code admin}, {@code user}
 * @param unmanaged what happens to attributes that are not declared; absent: they are not even shown
 */
record UserProfile(Map<String, Set<String>> editors, Optional<String> unmanaged) {

    /** Reads a UPConfig, the answer of {@code users/profile}. */
    static UserProfile of(JsonObjectReader answer) {
        Map<String, Set<String>> editors = answer.objects("attributes").stream()
                .collect(Collectors.toMap(attribute -> attribute.requiredText("name"), UserProfile::editors));
        return new UserProfile(editors, answer.text("unmanagedAttributePolicy"));
    }

    private static Set<String> editors(JsonObjectReader attribute) {
        List<String> edit = attribute
                .object("permissions")
                .map(permissions -> permissions.texts("edit"))
                .orElse(List.of());
        return Set.copyOf(edit);
    }

    boolean shows(String attribute) {
        return editors.containsKey(attribute) || unmanaged.isPresent();
    }

    boolean isEditableByUser(String attribute) {
        return editors.containsKey(attribute)
                ? editors.get(attribute).contains("user")
                : unmanaged.filter("ENABLED"::equals).isPresent();
    }
}
