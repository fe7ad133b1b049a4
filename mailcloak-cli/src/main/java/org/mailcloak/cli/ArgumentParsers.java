package org.mailcloak.cli;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.administration.AddressInput;
import org.mailcloak.administration.AliasTarget;
import org.mailcloak.administration.DomainInput;
import org.mailcloak.administration.LoginInput;
import org.mailcloak.administration.TargetInput;
import org.mailcloak.decision.AliasLoopDetector;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.MailStore;

/**
 * Reads what was typed. What is to be stored is read strictly; a row that is there is found by any spelling, also where
 * another program wrote it.
 */
final class ArgumentParsers {

    private ArgumentParsers() {}

    static MailDomain domain(String text) {
        return MailDomain.parse(text)
                .orElseThrow(() ->
                        CommandException.refused("'" + text + "' is not a mail domain; expected one such as d1.test"));
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text)
                .orElseThrow(() -> CommandException.refused(
                        "'" + text + "' is not a mail address; expected one such as alice@d1.test"));
    }

    static MailDomain newDomain(String text) {
        return DomainInput.parse(text).orThrow(CommandException::refused);
    }

    static EmailAddress newAddress(String text) {
        return AddressInput.parse(text).orThrow(CommandException::refused);
    }

    static AliasAddress newAlias(String text) {
        return AddressInput.parseAlias(text).orThrow(CommandException::refused);
    }

    static AliasTarget newTarget(String text) {
        return TargetInput.parse(text).orThrow(CommandException::refused);
    }

    static String newLogin(String text) {
        return LoginInput.parseNew(text).orThrow(CommandException::refused);
    }

    /** A mail address in its normal form, or a login name as it stands. */
    static String sender(String text) {
        return text.indexOf('@') >= 0
                ? newAddress(text).toString()
                : LoginInput.parse(text).orThrow(CommandException::refused);
    }

    static AliasAddress alias(String text) {
        return AliasAddress.parse(text)
                .orElseThrow(() -> CommandException.refused("'" + text
                        + "' is not a mail address; expected one such as sales@d1.test, or @d1.test for a catch-all"));
    }

    /** Refuses an alias that leads back to itself; the caller makes one transaction of the change and this. */
    static void requireEnd(MailStore store, AliasAddress alias) {
        new AliasLoopDetector(store).wrongWith(alias).ifPresent(wrong -> {
            throw CommandException.refused("Alias " + alias + " cannot be: " + wrong);
        });
    }

    /** For changes that report whether there was something to change. */
    static void require(boolean found, String what) {
        if (!found) {
            throw CommandException.refused(what + " does not exist");
        }
    }
}
