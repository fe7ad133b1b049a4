package org.mailcloak.administration;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.store.Alias;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.LocalDomain;

/** What stands behind addresses and domains now. */
final class AddressUse {

    /** How a domain stands in the store. */
    enum DomainState {
        LOCAL,
        DISABLED,
        ELSEWHERE
    }

    private final EditableMailStore store;
    private final AccountDirectory accounts;

    AddressUse(EditableMailStore store, AccountDirectory accounts) {
        this.store = store;
        this.accounts = accounts;
    }

    DomainState state(MailDomain domain) {
        if (store.isLocalDomain(domain)) {
            return DomainState.LOCAL;
        }
        for (LocalDomain row : store.domains().list()) {
            if (MailDomain.parse(row.name()).filter(domain::equals).isPresent()) {
                return DomainState.DISABLED;
            }
        }
        return DomainState.ELSEWHERE;
    }

    /** The address that this one stands for: that of the domain of which its domain is an alias, or itself. */
    EmailAddress canonical(EmailAddress address) {
        return store.findDomainAlias(address.domain())
                .map(domain -> new EmailAddress(address.localPart(), domain))
                .orElse(address);
    }

    Optional<Alias> alias(EmailAddress address) {
        return store.findAlias(canonical(address));
    }

    List<Account> owners(EmailAddress address) {
        return accounts.owners(canonical(address));
    }

    /** The name of the group that has the address. */
    Optional<String> group(EmailAddress address) {
        Optional<GroupDirectory> groups = accounts.provider().groups();
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        GroupLookup lookup = groups.get().findGroupByAddress(canonical(address));
        return lookup.fold(
                group -> Optional.of(group.name()),
                Optional::empty,
                reason -> Optional.empty(),
                reason -> Optional.of(address.toString()));
    }

    /** Whether mail for an address in a local domain is taken by an alias, an account, a group, a catch-all or a host. */
    boolean isReached(EmailAddress address) {
        return isReachedAsWritten(address)
                || accounts.reader()
                        .withoutExtension(address)
                        .filter(this::isReachedAsWritten)
                        .isPresent()
                || store.findCatchAll(canonical(address).domain()).isPresent()
                || store.findUnknownHost(canonical(address).domain()).isPresent();
    }

    /** As {@link #isReached} without the catch-all of the domain and without extensions. */
    boolean isReachedAsWritten(EmailAddress address) {
        return alias(address).filter(Alias::enabled).isPresent()
                || !owners(address).isEmpty()
                || group(address).isPresent();
    }
}
