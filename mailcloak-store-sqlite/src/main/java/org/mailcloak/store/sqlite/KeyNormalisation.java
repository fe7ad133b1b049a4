package org.mailcloak.store.sqlite;

import java.text.Normalizer;
import java.util.Locale;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;

/**
 * Rows hold addresses, domains and logins as someone wrote them: in any letter case, with quotes, with Unicode labels.
 * SQL finds the rows that may be meant, and the comparison here decides.
 */
final class KeyNormalisation {

    private KeyNormalisation() {}

    static boolean same(String spelling, EmailAddress address) {
        return EmailAddress.parse(spelling).filter(address::equals).isPresent();
    }

    static boolean same(String spelling, MailDomain domain) {
        return MailDomain.parse(spelling).filter(domain::equals).isPresent();
    }

    /** The form in which logins are stored and compared: lower case (root locale) and NFC. */
    static String login(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFC);
    }
}
