package org.mailcloak.idp.keycloak;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.RequestUrl;

/**
 * A criterion for the users to ask for. Keycloak takes an empty or malformed criterion for none at all, and lists all
 * users; so one is only made of a value that an account can have.
 *
 * @param parameter of the request, such as {@code email}
 * @param value what it is to be; more than blanks, without control characters
 */
record KeycloakUserQuery(String parameter, String value) {

    /** What the columns of Keycloak's database hold, in characters. */
    private static final int MAX_LENGTH = 255;

    /** The user of that name; empty if there cannot be one. */
    static Optional<KeycloakUserQuery> username(String name) {
        return name.isBlank() || !isStorable(name)
                ? Optional.empty()
                : Optional.of(new KeycloakUserQuery("username", name));
    }

    /** Users with that primary address; empty if there cannot be any. */
    static Optional<KeycloakUserQuery> email(EmailAddress address) {
        String text = address.toString();
        return isStorable(text) ? Optional.of(new KeycloakUserQuery("email", text)) : Optional.empty();
    }

    /**
     * Users with that value among those of the attribute; empty if there cannot be any. The value stands in quotes, where
     * blanks and colons mean nothing and a backslash takes the meaning from quote and backslash.
     */
    static Optional<KeycloakUserQuery> attribute(String name, EmailAddress address) {
        String text = address.toString();
        String quoted = '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return isStorable(text) ? Optional.of(new KeycloakUserQuery("q", name + ':' + quoted)) : Optional.empty();
    }

    /** {@code exact} belongs to {@code q} too: without it parts of values match. */
    RequestUrl on(RequestUrl users) {
        return users.query(parameter, value).query("exact", "true");
    }

    /**
     * Whether a user of an answer has what was asked for. A database may compare more loosely than we do, by its collation: then
     * the user is no other one, only not the wanted one.
     *
     * @throws org.mailcloak.http.UnexpectedBodyException if it is no user
     */
    boolean fits(JsonObjectReader user) {
        if (!parameter.equals("q")) {
            return user.text(parameter)
                    .map(KeycloakUserQuery::folded)
                    .filter(folded(value)::equals)
                    .isPresent();
        }
        String name = value.substring(0, value.indexOf(':'));
        String wanted = folded(unquoted(value.substring(name.length() + 1)));
        return user.object("attributes").map(all -> all.texts(name)).orElse(List.of()).stream()
                .anyMatch(text -> folded(text).equals(wanted));
    }

    private static String unquoted(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    /** Without letter case, accents, forms of one letter and blanks at the end. */
    private static String folded(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        return plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).strip();
    }

    private static boolean isStorable(String text) {
        return text.length() <= MAX_LENGTH
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
