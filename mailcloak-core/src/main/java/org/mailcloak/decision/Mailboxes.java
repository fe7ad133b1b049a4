package org.mailcloak.decision;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.site.DeliverTo;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;

/** Under which address mail for an account is handed to the mailbox server, and which accounts may receive. */
final class Mailboxes {

    private final RuleContext sources;
    private final boolean disabledUsersReceive;
    private final boolean byLogin;

    Mailboxes(PolicyRules rules, RuleContext sources) {
        this.sources = sources;
        this.disabledUsersReceive = rules.disabledUsersReceive();
        this.byLogin = rules.site().deliverTo() == DeliverTo.LOGIN;
    }

    /** Whether every address of an account is rewritten to one with its login name. */
    boolean byLogin() {
        return byLogin;
    }

    boolean mayReceive(Account account) {
        return switch (account.state()) {
            case ACTIVE, SEND_BLOCKED -> true;
            case DISABLED -> disabledUsersReceive;
        };
    }

    List<Account> receivers(List<Account> accounts) {
        if (accounts.size() == 1) {
            return mayReceive(accounts.get(0)) ? accounts : List.of();
        }
        return accounts.stream().filter(this::mayReceive).toList();
    }

    /**
     * An address in a local domain leads to the mailbox; a primary one elsewhere may be the address of an office that has no
     * part in this site, and one in a domain that stands for another is read as an address of that one.
     */
    Optional<EmailAddress> localAddress(Account account) {
        return account.primaryAddress()
                .filter(this::isOfOwnDomain)
                .or(() -> account.aliasAddresses().stream()
                        .filter(this::isOfOwnDomain)
                        .min(Comparator.comparing(EmailAddress::toString)));
    }

    private boolean isOfOwnDomain(EmailAddress address) {
        return sources.isLocal(address) && sources.standsFor(address.domain()).isEmpty();
    }

    /**
     * What the alias map answers for a login name among an alias's targets.
     *
     * @param account behind the login
     * @param named the login in the alias's domain; empty if that is no address
     * @param domain of the alias
     */
    Mailbox forLogin(Account account, Optional<EmailAddress> named, MailDomain domain) {
        if (byLogin) {
            return byLogin(account, domain);
        }
        if (named.isPresent() && account.owns(named.get())) {
            return Mailbox.at(named.get());
        }
        Optional<EmailAddress> own = localAddress(account);
        if (own.isPresent() && sources.catchAll(domain).isPresent()) {
            return Mailbox.at(own.get());
        }
        if (named.isEmpty()) {
            return own.map(Mailbox::at).orElseGet(() -> Mailbox.ambiguous(noAddress(account)));
        }
        Mailbox free = unlessOthers(account, named.get());
        return free.kind() == Mailbox.Kind.AMBIGUOUS ? own.map(Mailbox::at).orElse(free) : free;
    }

    /**
     * The address with the account's login name: in the domain of its address in a local domain, so that all its addresses
     * have one mailbox, or else in the domain that is asked for. A login that is an address stays what it is.
     */
    Mailbox byLogin(Account account, MailDomain asked) {
        String login = account.loginName();
        MailDomain domain = localAddress(account).map(EmailAddress::domain).orElse(asked);
        Optional<EmailAddress> address = EmailAddress.parse(login.indexOf('@') < 0 ? login + '@' + domain : login);
        if (address.isEmpty() || !sources.isLocal(address.get())) {
            return Mailbox.ambiguous(noAddress(account));
        }
        if (!sources.canonical(address.get()).equals(address.get())) {
            return Mailbox.ambiguous("the login " + login
                    + " is in a domain that stands for another one, and the alias map" + " would rewrite it to that");
        }
        if (sources.withoutExtension(address.get()).isPresent()) {
            return Mailbox.ambiguous(
                    "the login " + login + " holds a character of policy.recipient_delimiter, and the mailbox"
                            + " server would cut it there");
        }
        return unlessOthers(account, address.get());
    }

    private static String noAddress(Account account) {
        return "the login " + account.loginName() + " makes no address in a local domain";
    }

    /**
     * Returns the mailbox at the address. It is ambiguous if the address has another owner, since it would lead to the
     * mailbox of that owner.
     */
    private Mailbox unlessOthers(Account account, EmailAddress address) {
        if (sources.alias(address)
                .filter(alias -> alias.enabled()
                        && alias.targets().noneMatch(target -> LoginNames.same(target, account.loginName())))
                .isPresent()) {
            return Mailbox.ambiguous(taken(account, address, "an alias"));
        }
        LookupResult owners = sources.owners(address);
        return owners.fold(
                found -> found.stream().allMatch(owner -> owner.id().equals(account.id()))
                        ? Mailbox.at(address)
                        : Mailbox.ambiguous(taken(account, address, "an address of another account")),
                () -> sources.group(address)
                        .fold(
                                group -> Mailbox.ambiguous(taken(account, address, "the address of a group")),
                                () -> Mailbox.at(address),
                                Mailbox::unavailable,
                                why -> Mailbox.ambiguous(taken(account, address, "the address of a group"))),
                Mailbox::unavailable);
    }

    private static String taken(Account account, EmailAddress address, String what) {
        return "the mailbox of the login " + account.loginName() + " cannot be told: " + address + " is " + what;
    }
}
