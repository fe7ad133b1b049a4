package org.mailcloak.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.administration.AccountDirectory;
import org.mailcloak.administration.AliasChecks;
import org.mailcloak.administration.AliasTarget;
import org.mailcloak.administration.RequiredAddresses;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** The addresses that every domain must have: makes them, or says what is missing. */
final class Postmaster {

    private final CommandContext session;
    private final SqliteMailStore store;
    private final AccountDirectory accounts;

    Postmaster(CommandContext session, SqliteMailStore store, AccountDirectory accounts) {
        this.session = session;
        this.store = store;
        this.accounts = accounts;
    }

    /** Makes an alias of each of the addresses that nothing takes; the caller makes one transaction of it. */
    void set(MailDomain domain, AliasTarget target, Insistence insistence) {
        List<EmailAddress> missing = new RequiredAddresses(store, accounts).missing(domain);
        for (EmailAddress address : missing) {
            AliasAddress alias = AliasAddress.of(address);
            AliasChecks.Result checked = new AliasChecks(store, accounts).check(alias, List.of(target));
            insistence.settle(session, checked.objections());
            store.aliases().add(alias, target.text(), List.of());
            ArgumentParsers.requireEnd(store, alias);
            checked.accounts().forEach((text, account) -> store.bindings().bind(alias, text, account));
        }
    }

    /** Names what is missing, and the commands for it. */
    void warn(MailDomain domain) {
        List<EmailAddress> missing = new RequiredAddresses(store, accounts).missing(domain);
        if (!missing.isEmpty()) {
            session.warn(missing.stream().map(EmailAddress::toString).collect(Collectors.joining(" and "))
                    + (missing.size() == 1 ? " reaches" : " reach")
                    + " no account, but every domain has to take mail for postmaster (RFC 5321 section 4.5.1) and abuse;"
                    + " name an account: "
                    + missing.stream()
                            .map(address -> "mailcloakctl aliases add " + address + " LOGIN")
                            .collect(Collectors.joining("; ")));
        }
    }
}
