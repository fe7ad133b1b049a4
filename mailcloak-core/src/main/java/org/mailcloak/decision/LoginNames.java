package org.mailcloak.decision;

import java.text.Normalizer;
import java.util.Locale;
import org.mailcloak.idp.LookupResult;

/**
 * Compares login names as addresses are compared: lower case (root locale) and NFC. {@link String#equalsIgnoreCase} goes
 * by way of upper case, where a dotless i is an I and a long s an S: the account {@code al\u0131ce} would be alice.
 */
final class LoginNames {

    private LoginNames() {}

    static boolean same(String one, String other) {
        return one.equals(other) || normal(one).equals(normal(other));
    }

    /**
     * Returns the account by its login name. More than one is a bug of the provider; then it is not clear whose the
     * name is.
     */
    static LookupResult unique(LookupResult byLogin) {
        return byLogin instanceof LookupResult.Found found && found.accounts().size() != 1
                ? LookupResult.unclear(found.accounts().size() + " accounts have this login name")
                : byLogin;
    }

    static String normal(String login) {
        String lower = Normalizer.normalize(login, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFC);
    }
}
