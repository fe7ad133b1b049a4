package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.Alias;

/**
 * The owners of an address as a sender: the same rule as that of {@link SendAsRights} for users and {@link SenderRules}
 * for applications, asked from the other end. {@code AgreementTest} compares the two.
 *
 * <p>Accounts that have the address as it stands, by the provider or by an alias, own it alone, and after them the
 * members of the group that has it; only if there is no such account, those that have it without its extension do, and
 * after them the users of the domain's catch-all.
 */
public final class SendAsOwners {

    private final RuleContext sources;
    private final RecipientResolver destinations;
    private final AliasUsers aliasUsers;
    private final boolean loginsAreAddresses;

    public SendAsOwners(PolicyRules rules, LookupSources directory) {
        this.sources = new RuleContext(rules, directory);
        this.destinations = new RecipientResolver(rules, sources);
        this.aliasUsers = new AliasUsers(sources, destinations);
        this.loginsAreAddresses = new Mailboxes(rules, sources).byLogin();
    }

    /** Whether mail for the domain is ours. */
    public boolean isLocal(MailDomain domain) {
        return sources.isLocal(domain);
    }

    /** @throws org.mailcloak.store.StoreException if the store cannot answer */
    public Ownership of(EmailAddress written) {
        EmailAddress address = sources.canonical(written);
        OwnerCollector owners = new OwnerCollector(sources);
        Optional<Alias> alias = sources.alias(address);
        owners.addApps(address);
        owners.addAccounts(sources.owners(address));
        if (alias.isPresent()) {
            addUsers(owners, alias.get(), address);
        } else {
            addGroup(owners, address);
            boolean held = owners.hasUsers();
            sources.withoutExtension(address).ifPresent(bare -> addExtended(owners, address, bare, held));
            addCaught(owners, address);
        }
        return owners.ownership();
    }

    /** @param held whether some user has the address with its extension; applications do not look at users */
    private void addExtended(OwnerCollector owners, EmailAddress address, EmailAddress bare, boolean held) {
        owners.addApps(bare);
        if (!held) {
            owners.addAccounts(sources.owners(bare));
            Optional<Alias> alias = sources.alias(bare);
            if (alias.isPresent()) {
                addUsers(owners, alias.get(), address);
            } else {
                addGroup(owners, bare);
            }
        }
    }

    /** Adds the members of the group, where the address has no other owner. */
    private void addGroup(OwnerCollector owners, EmailAddress address) {
        if (!owners.hasUsers()) {
            owners.addMembers(sources.group(address));
        }
    }

    private void addUsers(OwnerCollector owners, Alias alias, EmailAddress address) {
        owners.heldByAlias();
        if (alias.enabled()) {
            addStep(owners, destinations.find(address));
        }
    }

    private void addStep(OwnerCollector owners, Step step) {
        if (step.alias().isPresent()) {
            owners.addUsers(aliasUsers.all(step));
        } else if (step.end().kind() == Resolution.Kind.UNAVAILABLE) {
            owners.unavailable(step.end().detail());
        } else {
            owners.addAccounts(LookupResult.of(step.accounts()));
        }
    }

    /** Adds the users of the catch-all, where the address has no owner, with or without its extension. */
    private void addCaught(OwnerCollector owners, EmailAddress address) {
        boolean mayBeCaught = !owners.hasUsers()
                && (loginsAreAddresses || sources.catchAll(address.domain()).isPresent());
        if (mayBeCaught) {
            addStep(owners, destinations.find(address));
        }
    }
}
