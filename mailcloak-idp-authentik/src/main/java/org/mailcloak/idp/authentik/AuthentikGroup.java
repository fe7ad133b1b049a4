package org.mailcloak.idp.authentik;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.attributes.AttributeValues;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.UnexpectedBodyException;

/**
 * A group as authentik shows it, without its members. A member of a group is also in those that it is in.
 *
 * @param pk its immutable id, which sorts it and names its page
 * @param parents the ids of the groups that it is in itself
 * @param children the ids of the groups in it itself; empty if the server is older than 2025.8 and does not say
 */
record AuthentikGroup(
        String pk, String name, List<String> parents, Optional<List<String>> children, JsonObject attributes)
        implements AttributeValues {

    /** @throws UnexpectedBodyException if it is not a group */
    static AuthentikGroup of(JsonObjectReader group) {
        // One parent until 2025.10, any number since 2025.12.
        List<String> parents = Stream.concat(group.texts("parents").stream(), group.text("parent").stream())
                .map(AuthentikGroup::id)
                .toList();
        return new AuthentikGroup(
                id(group.requiredText("pk")),
                group.requiredText("name"),
                parents,
                group.value("children")
                        .map(there -> group.texts("children").stream()
                                .map(AuthentikGroup::id)
                                .toList()),
                Attributes.of(group));
    }

    /** Ids come to stand in the path of a request. */
    private static String id(String text) {
        if (!text.matches("[0-9a-fA-F-]{32,36}")) {
            throw new UnexpectedBodyException("expected the UUID of a group");
        }
        return text;
    }

    @Override
    public List<String> of(String attribute) {
        return Attributes.texts(attributes, attribute);
    }

    /** The name for a line of a log. */
    String line() {
        return name.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }
}
