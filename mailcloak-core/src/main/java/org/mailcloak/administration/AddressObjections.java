package org.mailcloak.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.store.Alias;
import org.mailcloak.store.EditableMailStore;

/** Objections to addresses and logins of users, groups and applications: those that are taken, and foreign domains. */
public final class AddressObjections {

    private final EditableMailStore store;
    private final AccountDirectory accounts;
    private final AddressUse use;

    public AddressObjections(EditableMailStore store, AccountDirectory accounts) {
        this.store = store;
        this.accounts = accounts;
        this.use = new AddressUse(store, accounts);
    }

    /** What speaks against an account of this login, which does not exist yet. */
    public List<Objection> newUser(String login) {
        List<Objection> objections = new ArrayList<>();
        store.findApp(login)
                .ifPresent(
                        app -> objections.add(Objection.unlessForced(takenTwice(app.id()) + "; choose another name")));
        EmailAddress.parse(login)
                .ifPresent(address -> otherOwners(login, address).stream()
                        .filter(owner -> !accounts.sameLogin(owner.loginName(), login))
                        .findFirst()
                        .ifPresent(owner -> objections.add(Objection.unlessForced(
                                "login '" + login + "' is the address of the account " + owner.loginName()))));
        return objections;
    }

    /** What speaks against an address of the account of this login, which may exist or not. */
    public List<Objection> userAddress(String login, EmailAddress address) {
        List<Objection> objections = new ArrayList<>(domain(address, Objection.Weight.WARNING));
        List<Account> others = otherOwners(login, address);
        if (!others.isEmpty()) {
            objections.add(Objection.unlessShared("address " + address + " is that of " + logins(others)
                    + " already: both would get its mail and send as it"));
        }
        use.alias(address)
                .filter(alias -> !leadsTo(alias, login, address))
                .ifPresent(alias -> objections.add(Objection.unlessForced("address " + address + " is an alias of "
                        + alias.targets().collect(Collectors.joining(", ")) + ", which comes before an account: "
                        + login
                        + " would get none of its mail; delete it (mailcloakctl aliases del " + address
                        + ") or make " + login + " a target of it (mailcloakctl aliases add)")));
        if (others.isEmpty()) {
            use.group(address)
                    .ifPresent(group -> objections.add(Objection.unlessForced("address " + address
                            + " is that of the group " + group + ", which would get no mail: an account comes before a"
                            + " group")));
        }
        return objections;
    }

    /** What speaks against an address of a group. */
    public List<Objection> groupAddress(EmailAddress address) {
        List<Objection> objections = new ArrayList<>(domain(address, Objection.Weight.WARNING));
        List<Account> owners = use.owners(address);
        if (!owners.isEmpty()) {
            objections.add(Objection.unlessForced("address " + address + " is that of the account " + logins(owners)
                    + ", which comes before a group: the group would get no mail"));
        }
        use.alias(address)
                .ifPresent(alias -> objections.add(Objection.unlessForced("address " + address
                        + " is an alias of " + alias.targets().collect(Collectors.joining(", "))
                        + ", which comes before a group: the group would get no mail; delete it: mailcloakctl aliases del "
                        + address)));
        return objections;
    }

    /** What speaks against an application of this id, which does not exist yet. */
    public List<Objection> newApp(String id) {
        return accounts.provider().findByLogin(id).isFound()
                ? List.of(Objection.unlessForced(takenTwice(id) + "; choose another name, such as " + id + "-app"))
                : List.of();
    }

    /** What speaks against an address that an application is to send as. */
    public List<Objection> appSender(EmailAddress address) {
        return domain(address, Objection.Weight.UNLESS_FORCED);
    }

    /** What speaks against a login name in the list of those who may post to a group. */
    public List<Objection> groupSender(String sender) {
        boolean unknown = sender.indexOf('@') < 0
                && accounts.complete()
                && accounts.provider().findByLogin(sender).fold(found -> false, () -> true, reason -> false);
        return unknown
                ? List.of(Objection.warning("sender '" + sender + "': no account logs in by this name"))
                : List.of();
    }

    /** Of use where a name has become both; Dovecot does not say which of the two passwords it has accepted. */
    public static String takenTwice(String name) {
        return name + " is an application and a user: who logs in by that name with either password is taken for the"
                + " application, and sends as its addresses";
    }

    private List<Objection> domain(EmailAddress address, Objection.Weight weight) {
        MailDomain domain = address.domain();
        EmailAddress canonical = use.canonical(address);
        if (!canonical.equals(address)) {
            return List.of(Objection.unlessForced("domain " + domain + " stands for " + canonical.domain() + ", and "
                    + address + " is read as an address there; write " + canonical));
        }
        return switch (use.state(domain)) {
            case LOCAL -> List.of();
            case DISABLED ->
                List.of(Objection.warning("domain " + domain + " is disabled; mailcloakctl domains enable " + domain));
            case ELSEWHERE ->
                List.of(new Objection(
                        weight,
                        "domain " + domain + " is not in the database; add it: mailcloakctl domains add " + domain));
        };
    }

    private List<Account> otherOwners(String login, EmailAddress address) {
        List<Account> others = new ArrayList<>(use.owners(address));
        AccountDirectory.found(accounts.provider().findByLogin(address.toString())).stream()
                .filter(account -> !others.contains(account))
                .forEach(others::add);
        others.removeIf(other -> accounts.sameLogin(other.loginName(), login));
        return others;
    }

    private boolean leadsTo(Alias alias, String login, EmailAddress address) {
        return alias.targets()
                .anyMatch(target -> accounts.sameLogin(target, login)
                        || EmailAddress.parse(target).equals(Optional.of(address)));
    }

    private static String logins(List<Account> accounts) {
        return accounts.stream().map(Account::loginName).collect(Collectors.joining(", "));
    }
}
