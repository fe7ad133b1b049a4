package org.mailcloak.idp.authentik;

import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.http.JsonObjectReader;
import org.mailcloak.http.UnexpectedBodyException;

/**
 * An account as authentik shows it. Only what identifies it has been read; the attributes are still as the operator's
 * people typed them.
 *
 * @param pk its number, which sorts it and names its page
 * @param uuid its immutable id
 * @param email as stored; may be blank, and need not be an address
 */
record AuthentikUser(
        long pk, String uuid, String username, String email, boolean active, String type, JsonObject attributes) {

    /** Not {@code service_account} and {@code internal_service_account}, which outposts have. */
    private static final Set<String> PEOPLE = Set.of("internal", "external");

    /** @throws UnexpectedBodyException if they are not those of a user */
    static AuthentikUser of(JsonObjectReader fields) {
        return new AuthentikUser(
                fields.number("pk").orElseThrow(() -> new UnexpectedBodyException("expected a number in pk")),
                fields.requiredText("uuid"),
                fields.requiredText("username"),
                fields.text("email").orElse(""),
                fields.requiredFlag("is_active"),
                fields.requiredText("type"),
                Attributes.of(fields));
    }

    boolean isPerson() {
        return PEOPLE.contains(type);
    }

    Optional<EmailAddress> address() {
        return EmailAddress.parse(email).filter(QueryValidation::isAddress);
    }

    /**
     * Returns whether the login name differs at most in letter case. Both directions, because a single one folds
     * letters that the database distinguishes, such as the Kelvin sign and {@code k}.
     */
    boolean isCalled(String login) {
        return nameKey(username).equals(nameKey(login));
    }

    /** The form in which names are compared: both directions, unless one says all. */
    static String nameKey(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return isAscii(name) ? lower : lower + '\n' + name.toUpperCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
