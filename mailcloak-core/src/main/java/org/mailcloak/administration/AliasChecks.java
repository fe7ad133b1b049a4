package org.mailcloak.administration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.EditableMailStore;

/** Objections to an alias: targets that lead nowhere, and an address that is taken. Loops are found elsewhere. */
public final class AliasChecks {

    private final EditableMailStore store;
    private final AccountDirectory accounts;
    private final AddressUse use;

    public AliasChecks(EditableMailStore store, AccountDirectory accounts) {
        this.store = store;
        this.accounts = accounts;
        this.use = new AddressUse(store, accounts);
    }

    /** What speaks against this alias, in the order of its parts. Asks the provider for each of them. */
    public Result check(AliasAddress alias, List<AliasTarget> targets) {
        List<Objection> objections = new ArrayList<>(taken(alias, targets));
        Map<String, String> found = new LinkedHashMap<>();
        for (AliasTarget target : targets) {
            if (target instanceof AliasTarget.Login login) {
                LookupResult lookup = accounts.provider().findByLogin(login.text());
                note(found, target, lookup);
                objections.addAll(login(alias, login.text(), lookup));
            } else if (target instanceof AliasTarget.Address address) {
                objections.addAll(address(Optional.of(alias), address, found));
            }
        }
        return new Result(objections, found);
    }

    /**
     * The outcome of {@link #check}.
     *
     * @param accounts the account that each target leads to, as bindings of aliases store it, by the target's text; a target
     *     that leads to none, to several or elsewhere is not among them
     */
    public record Result(List<Objection> objections, Map<String, String> accounts) {
        public Result {
            objections = List.copyOf(objections);
            accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
        }
    }

    /** What speaks against an address as a member of a group. */
    public List<Objection> contact(EmailAddress address) {
        return address(Optional.empty(), new AliasTarget.Address(address.toString(), address), new LinkedHashMap<>());
    }

    private void note(Map<String, String> found, AliasTarget target, LookupResult lookup) {
        List<Account> owners = AccountDirectory.found(lookup);
        if (owners.size() == 1) {
            found.put(target.text(), accounts.accountId(owners.get(0)));
        }
    }

    private List<Objection> taken(AliasAddress alias, List<AliasTarget> targets) {
        Optional<EmailAddress> address = alias.isCatchAll() ? Optional.empty() : EmailAddress.parse(alias.toString());
        if (address.isEmpty()) {
            return List.of();
        }
        List<Account> owners = use.owners(address.get());
        if (owners.isEmpty()) {
            return use
                    .group(address.get())
                    .map(group -> Objection.unlessForced(alias + " is the address of the group " + group
                            + ", which would get none of its mail: an alias comes before a group"))
                    .stream()
                    .toList();
        }
        List<Account> left = owners.stream()
                .filter(owner -> targets.stream().noneMatch(target -> leadsTo(target, owner)))
                .toList();
        return left.isEmpty()
                ? List.of()
                : List.of(Objection.unlessForced(alias + " is the address of " + logins(left)
                        + ", which would get none of its mail: an alias comes before an account; name it as a target"
                        + " too: --also " + left.get(0).loginName()));
    }

    private boolean leadsTo(AliasTarget target, Account owner) {
        return accounts.sameLogin(target.text(), owner.loginName())
                || (target instanceof AliasTarget.Address address && owner.owns(address.address()));
    }

    private List<Objection> login(AliasAddress alias, String login, LookupResult lookup) {
        return lookup.fold(
                accounts -> disabled(login, accounts),
                () -> List.of(unknownLogin(alias, login)),
                reason -> List.of(unasked(login, reason)));
    }

    private Objection unknownLogin(AliasAddress alias, String login) {
        if (store.findApp(login).isPresent()) {
            return Objection.unlessForced(
                    "target '" + login + "': it is an application, and applications receive no mail");
        }
        Optional<EmailAddress> address = EmailAddress.parse(login + "@" + alias.domain())
                .filter(candidate -> !candidate.toString().equals(alias.toString()))
                .filter(use::isReachedAsWritten);
        if (address.isPresent()) {
            return accounts.unknown("target '" + login + "': no account logs in by this name (provider "
                    + accounts.providerId() + "), but there is the address; write " + address.get());
        }
        return accounts.unknown("target '" + login + "': no account logs in by this name (provider "
                + accounts.providerId() + "); mail for it would be refused");
    }

    private List<Objection> address(
            Optional<AliasAddress> alias, AliasTarget.Address target, Map<String, String> found) {
        MailDomain domain = target.address().domain();
        return switch (use.state(domain)) {
            case LOCAL -> localAddress(alias, target, found);
            case DISABLED ->
                List.of(Objection.unlessForced("target '" + target.text() + "': the domain " + domain
                        + " is disabled; mailcloakctl domains enable " + domain));
            case ELSEWHERE ->
                DomainInput.isUnqualified(domain)
                        ? List.of(Objection.unlessForced("target '" + target.text() + "': " + domain
                                + " is neither a domain of this database nor a full name; expected one such as"
                                + " d1.test"))
                        : List.of();
        };
    }

    private List<Objection> localAddress(
            Optional<AliasAddress> alias, AliasTarget.Address target, Map<String, String> found) {
        LookupResult byAddress = accounts.provider().findByAddress(use.canonical(target.address()));
        note(found, target, byAddress);
        return byAddress.fold(
                accounts -> disabled(target.text(), accounts),
                () -> isReached(alias, target)
                        ? List.of()
                        : List.of(accounts.unknown("target '" + target.text() + "': no account (provider "
                                + accounts.providerId() + "), alias or group has this address; mail for it would be"
                                + " refused")),
                reason -> List.of(unasked(target.text(), reason)));
    }

    /** A catch-all does not catch what it leads to itself. */
    private boolean isReached(Optional<AliasAddress> alias, AliasTarget.Address target) {
        boolean ownDomain = alias.filter(AliasAddress::isCatchAll)
                .filter(catchAll -> catchAll.domain().equals(target.address().domain()))
                .isPresent();
        return alias.filter(itself -> itself.toString().equals(target.address().toString()))
                        .isPresent()
                || (ownDomain ? use.isReachedAsWritten(target.address()) : use.isReached(target.address()))
                || accounts.provider().findByLogin(target.text()).isFound();
    }

    private static List<Objection> disabled(String target, List<Account> accounts) {
        boolean none = accounts.stream().allMatch(account -> account.state() == AccountState.DISABLED);
        return none
                ? List.of(Objection.warning("target '" + target + "': the account " + logins(accounts)
                        + " is disabled and receives no mail"))
                : List.of();
    }

    private Objection unasked(String target, String reason) {
        return Objection.warning("target '" + target + "' was not checked: the provider " + accounts.providerId()
                + " did not answer: " + reason);
    }

    private static String logins(List<Account> accounts) {
        return accounts.stream().map(Account::loginName).collect(Collectors.joining(", "));
    }
}
