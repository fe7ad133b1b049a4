package org.mailcloak.decision;

import java.text.Normalizer;
import java.util.Locale;
import org.mailcloak.idp.Lookup;

/**
 * Compares login names as addresses are compared: lower case (root locale) and NFC. {@link String#equalsIgnoreCase} goes
 * by way of upper case, where a dotless i is an I and a long s an S: the account {@code al\u0131ce} would be alice.
 */
final class Logins {

    private Logins() {}

    static boolean same(String one, String other) {
        return one.equals(other) || normal(one).equals(normal(other));
    }

    /** An account by its login name: more than one is a defect of the provider, and then nobody can tell whose it is. */
    static Lookup unique(Lookup byLogin) {
        return byLogin instanceof Lookup.Found found && found.identities().size() != 1
                ? Lookup.unclear(found.identities().size() + " identities have this login name")
                : byLogin;
    }

    static String normal(String login) {
        String lower = Normalizer.normalize(login, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFC);
    }
}
