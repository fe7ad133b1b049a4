package org.mailcloak.idp.keycloak;

import java.util.List;
import java.util.Set;
import org.mailcloak.http.JsonObjectReader;

/**
 * What a realm records.
 *
 * @param adminEvents what administrators and other programs do
 * @param userEvents of those that may change a user, the types that are recorded; none if user events are not
 */
record EventsConfig(boolean adminEvents, List<String> userEvents) {

    /** What users do that changes them; of a permanent lockout there is no admin event either. */
    private static final Set<String> CHANGING = Set.of(
            "REGISTER",
            "UPDATE_PROFILE",
            "UPDATE_EMAIL",
            "VERIFY_EMAIL",
            "DELETE_ACCOUNT",
            "USER_DISABLED_BY_PERMANENT_LOCKOUT");

    EventsConfig {
        userEvents = List.copyOf(userEvents);
    }

    /** Reads a RealmEventsConfigRepresentation. A type that this Keycloak does not know must not be asked for. */
    static EventsConfig of(JsonObjectReader answer) {
        boolean users = answer.flag("eventsEnabled").orElse(false);
        return new EventsConfig(
                answer.flag("adminEventsEnabled").orElse(false),
                users
                        ? answer.texts("enabledEventTypes").stream()
                                .filter(CHANGING::contains)
                                .sorted()
                                .toList()
                        : List.of());
    }
}
