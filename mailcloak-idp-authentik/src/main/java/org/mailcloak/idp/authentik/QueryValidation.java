package org.mailcloak.idp.authentik;

import java.util.Locale;
import org.mailcloak.address.EmailAddress;

/**
 * The check of what can be a login name or an address in authentik, and may stand in a request. Any other value is no
 * account's, and authentik is not asked: a blank {@code search}, or one of commas, would list all users.
 */
final class QueryValidation {

    /** {@code max_length} of the user name in authentik's description of its API. */
    private static final int MAX_LOGIN = 150;

    /** {@code maxLength} of the e-mail address, the same as that of a path in RFC 5321 section 4.5.3.1.3. */
    private static final int MAX_ADDRESS = 254;

    /**
     * In a local part these need quotes (RFC 5321 section 4.1.2). authentik's search splits at commas and blanks, so that
     * {@code ",n"@example.org} would find every address in n.
     */
    private static final String NEED_QUOTES = "\"\\,:;<>()[]";

    private QueryValidation() {}

    static boolean isLogin(String login) {
        return !login.isBlank()
                && login.length() <= MAX_LOGIN
                && login.chars().noneMatch(QueryValidation::isUnsendable);
    }

    /** Whether there can be other spellings of the login at all. */
    static boolean hasLetterCase(String login) {
        return !login.toLowerCase(Locale.ROOT).equals(login.toUpperCase(Locale.ROOT));
    }

    static boolean isAddress(EmailAddress address) {
        return address.toString().length() <= MAX_ADDRESS
                && address.localPart()
                        .chars()
                        .noneMatch(c -> isUnsendable(c) || Character.isWhitespace(c) || NEED_QUOTES.indexOf(c) >= 0);
    }

    private static boolean isUnsendable(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
