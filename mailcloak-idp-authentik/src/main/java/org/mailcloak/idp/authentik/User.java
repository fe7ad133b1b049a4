package org.mailcloak.idp.authentik;

import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.http.Fields;
import org.mailcloak.http.UnexpectedBodyException;

/**
 * An account as authentik shows it. Only what identifies it has been read; the attributes are still whatever the
 * operator's people typed.
 *
 * @param pk its number, which sorts it and names its page
 * @param uuid its immutable id
 * @param email as stored; may be blank, and need not be an address
 */
record User(long pk, String uuid, String username, String email, boolean active, String type, JsonObject attributes) {

    /** Not {@code service_account} and {@code internal_service_account}, which outposts have. */
    private static final Set<String> PEOPLE = Set.of("internal", "external");

    /** @throws UnexpectedBodyException if it is none */
    static User of(Fields fields) {
        return new User(
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
        return EmailAddress.parse(email).filter(Askable::isAddress);
    }

    /**
     * Whether the login name differs at most in letter case. Both directions, because a single one folds letters that
     * the database tells apart, such as the Kelvin sign and {@code k}.
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
