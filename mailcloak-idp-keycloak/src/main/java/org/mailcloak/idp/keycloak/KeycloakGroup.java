package org.mailcloak.idp.keycloak;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailcloak.attributes.AttributeValues;
import org.mailcloak.http.JsonObjectReader;

/**
 * A group, as far as it is needed.
 *
 * @param attributes those that the operator named
 */
record KeycloakGroup(String id, String name, Map<String, List<String>> attributes) implements AttributeValues {

    KeycloakGroup {
        attributes = Map.copyOf(attributes);
    }

    /**
     * Reads a GroupRepresentation.
     *
     * @throws org.mailcloak.http.UnexpectedBodyException if it is not one
     */
    static KeycloakGroup of(JsonObjectReader group, Set<String> names) {
        Map<String, List<String>> values = names.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> group.object("attributes")
                                .map(attributes -> attributes.texts(name))
                                .orElse(List.of())));
        return new KeycloakGroup(group.requiredText("id"), group.requiredText("name"), values);
    }

    @Override
    public List<String> of(String attribute) {
        return attributes.getOrDefault(attribute, List.of());
    }
}
