package org.mailcloak.cli;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.AliasLoops;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.MailStore;

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

    /** A mail address in its normal form, or a login name as it stands. */
    static String sender(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw RefusedException.refused("'" + text + "' is neither a mail address nor a login name");
        }
        return text.indexOf('@') >= 0 ? address(text).toString() : text;
    }

    static AliasAddress alias(String text) {
        return AliasAddress.parse(text)
                .orElseThrow(() -> RefusedException.refused("'" + text
                        + "' is not a mail address; expected one such as sales@d1.test, or @d1.test for a catch-all"));
    }

    /** Refuses an alias that leads back to itself; the caller makes one transaction of the change and this. */
    static void requireEnd(MailStore store, AliasAddress alias) {
        new AliasLoops(store).wrongWith(alias).ifPresent(wrong -> {
            throw RefusedException.refused("Alias " + alias + " cannot be: " + wrong);
        });
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
