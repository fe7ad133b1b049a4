package org.mailcloak.idp.keycloak;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailcloak.http.JsonObjectReader;

/**
 * Something that Keycloak has recorded.
 *
 * @param id identifies an event that is read twice
 * @param time by Keycloak's clock, in milliseconds since 1970; of its beginning, before others can see what it did
 * @param user the id of the user who may have changed
 * @param everything whether others may have changed by it
 */
record KeycloakEvent(String id, long time, Optional<String> user, boolean everything) {

    private static final Pattern OF_A_USER = Pattern.compile("users/([^/]+)(/.*)?");

    /** Users of a partial import are recorded as of the type {@code REALM}. */
    private static final Set<String> CHANGING_USERS = Set.of("USER", "GROUP_MEMBERSHIP", "REALM");

    /** The realm and how it shows its users; directories behind it; groups, which many users are in. */
    private static final Set<String> CHANGING_MANY = Set.of("REALM", "USER_PROFILE", "COMPONENT", "GROUP");

    /** Reads an AdminEventRepresentation. */
    static KeycloakEvent ofAdmin(JsonObjectReader event) {
        String type = event.text("resourceType").orElse("");
        String path = event.text("resourcePath").orElse("");
        long time = event.number("time").orElse(0L);
        Matcher ofUser = OF_A_USER.matcher(path);
        boolean one = ofUser.matches();
        return new KeycloakEvent(
                event.text("id").orElse(time + " " + event.text("operationType").orElse("") + " " + type + " " + path),
                time,
                one && CHANGING_USERS.contains(type) ? Optional.of(ofUser.group(1)) : Optional.empty(),
                !one && CHANGING_MANY.contains(type));
    }

    /** Reads an EventRepresentation. */
    static KeycloakEvent ofUser(JsonObjectReader event) {
        long time = event.number("time").orElse(0L);
        Optional<String> user = event.text("userId").filter(id -> !id.isBlank());
        return new KeycloakEvent(
                event.text("id").orElse(time + " " + event.text("type").orElse("") + " " + user.orElse("")),
                time,
                user,
                false);
    }
}
