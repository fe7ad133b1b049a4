package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;

/**
 * Who owns an address as a sender: the same rule as that of {@link Claims} for users and {@link SenderRules} for
 * applications, asked from the other end. {@code AgreementTest} compares the two.
 *
 * <p>Those who have the address as it stands, by the provider or by an alias, own it alone, and after them the members of
 * the group that has it; only if there is nobody, those who have it without its extension do, and after them the users of
 * the domain's catch-all.
 */
public final class SenderOwners {

    private final Sources sources;
    private final Destinations destinations;

    public SenderOwners(PolicyRules rules, Directory directory) {
        this.sources = new Sources(rules, directory);
        this.destinations = new Destinations(rules, sources);
    }

    /** Whether mail for the domain is ours. */
    public boolean isLocal(MailDomain domain) {
        return sources.isLocal(domain);
    }

    /** @throws org.mailcloak.store.StoreException if the store cannot answer */
    public Ownership of(EmailAddress address) {
        Owners owners = new Owners(sources);
        Optional<Alias> alias = sources.alias(address);
        owners.addApps(address);
        owners.addAccounts(sources.owners(address));
        owners.addUsers(alias);
        if (alias.isEmpty()) {
            addGroup(owners, address);
            boolean held = owners.hasUsers();
            sources.withoutExtension(address).ifPresent(bare -> addExtended(owners, bare, held));
            addCaught(owners, address);
        }
        return owners.ownership();
    }

    /** @param held whether some user has the address with its extension; applications do not look at users */
    private void addExtended(Owners owners, EmailAddress bare, boolean held) {
        owners.addApps(bare);
        if (!held) {
            owners.addAccounts(sources.owners(bare));
            Optional<Alias> alias = sources.alias(bare);
            owners.addUsers(alias);
            if (alias.isEmpty()) {
                addGroup(owners, bare);
            }
        }
    }

    /** Where nobody else has the address. */
    private void addGroup(Owners owners, EmailAddress address) {
        if (!owners.hasUsers()) {
            owners.addMembers(sources.group(address));
        }
    }

    /** Where nobody has the address, with or without its extension. */
    private void addCaught(Owners owners, EmailAddress address) {
        Optional<Alias> catchAll = owners.hasUsers() ? Optional.empty() : sources.catchAll(address.domain());
        if (catchAll.isEmpty()) {
            return;
        }
        Destination destination = destinations.find(address);
        switch (destination.kind()) {
            case FORWARDED -> owners.addUsers(catchAll);
            case UNAVAILABLE -> owners.unavailable(destination.detail());
            case MAILBOX, CLOSED, NOBODY, BROKEN -> {}
        }
    }
}
