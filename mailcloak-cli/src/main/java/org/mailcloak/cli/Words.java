package org.mailcloak.cli;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;

/** Reads what was typed. */
final class Words {

    private Words() {}

    static MailDomain domain(String text) {
        return MailDomain.parse(text)
                .orElseThrow(() ->
                        RefusedException.refused("'" + text + "' is not a mail domain; expected one such as d1.test"));
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text)
                .orElseThrow(() -> RefusedException.refused(
                        "'" + text + "' is not a mail address; expected one such as alice@d1.test"));
    }

    /** For changes that report whether there was something to change. */
    static void require(boolean found, String what) {
        if (!found) {
            throw RefusedException.refused(what + " does not exist");
        }
    }

    /** Said where a name becomes both; Dovecot does not tell which of the two passwords it has accepted. */
    static String takenTwice(String name) {
        return name + " is an application and a user: who logs in by that name with either password is taken for the"
                + " application, and sends as its addresses";
    }
}
