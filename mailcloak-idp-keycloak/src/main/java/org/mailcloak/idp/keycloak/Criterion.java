package org.mailcloak.idp.keycloak;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.http.RequestUrl;

/**
 * Which users to ask for. Keycloak takes an empty or malformed criterion for none at all, and lists everybody; so one is
 * only made of a value that can be somebody's.
 *
 * @param parameter of the request, such as {@code email}
 * @param value what it is to be; more than blanks, without control characters
 */
record Criterion(String parameter, String value) {

    /** What the columns of Keycloak's database hold, in characters. */
    private static final int MAX_LENGTH = 255;

    /** The user of that name; empty if there cannot be one. */
    static Optional<Criterion> username(String name) {
        return name.isBlank() || !isStorable(name) ? Optional.empty() : Optional.of(new Criterion("username", name));
    }

    /** Users with that primary address; empty if there cannot be any. */
    static Optional<Criterion> email(EmailAddress address) {
        String text = address.toString();
        return isStorable(text) ? Optional.of(new Criterion("email", text)) : Optional.empty();
    }

    /**
     * Users with that value among those of the attribute; empty if there cannot be any. The value stands in quotes, where
     * blanks and colons mean nothing and a backslash takes the meaning from quote and backslash.
     */
    static Optional<Criterion> attribute(String name, EmailAddress address) {
        String text = address.toString();
        String quoted = '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return isStorable(text) ? Optional.of(new Criterion("q", name + ':' + quoted)) : Optional.empty();
    }

    /** {@code exact} belongs to {@code q} too: without it parts of values match. */
    RequestUrl on(RequestUrl users) {
        return users.query(parameter, value).query("exact", "true");
    }

    private static boolean isStorable(String text) {
        return text.length() <= MAX_LENGTH
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
