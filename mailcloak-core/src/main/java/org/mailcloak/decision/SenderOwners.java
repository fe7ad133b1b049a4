package org.mailcloak.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;

/**
 * Who owns an address as a sender: the same rule as that of {@link UserRules}, asked from the other end. {@code
 * AgreementTest} compares the two.
 *
 * <p>Those who have the address as it stands, by the provider or by an alias, own it alone; only if there is nobody, those
 * who have it without its extension do.
 */
public final class SenderOwners {

    private final Sources sources;

    public SenderOwners(PolicyRules rules, Directory directory) {
        this.sources = new Sources(rules, directory);
    }

    /** Whether mail for the domain is ours. */
    public boolean isLocal(MailDomain domain) {
        return sources.isLocal(domain);
    }

    /** @throws org.mailcloak.store.StoreException if the store cannot answer */
    public Ownership of(EmailAddress address) {
        Ownership exact = exactly(address);
        Optional<EmailAddress> bare = sources.reader().withoutExtension(address);
        boolean nobody =
                exact instanceof Ownership.Known known && known.owners().isEmpty();
        return nobody && bare.isPresent() ? exactly(bare.get()) : exact;
    }

    private Ownership exactly(EmailAddress address) {
        Collected owners = new Collected();
        owners.addAll(sources.exactOwners(address));
        sources.exactAlias(address).ifPresent(login -> owners.addUser(login, sources.user(login)));
        return owners.ownership();
    }

    /** Owners by the normal form of their login. */
    private static final class Collected {

        private final Map<String, Ownership.Owner> owners = new LinkedHashMap<>();
        private Optional<String> unavailable = Optional.empty();

        void addAll(Lookup lookup) {
            if (lookup instanceof Lookup.Found found) {
                found.identities().forEach(this::add);
            } else if (lookup instanceof Lookup.Unavailable failure) {
                unavailable = Optional.of(failure.reason());
            }
        }

        void addUser(String login, Lookup lookup) {
            if (lookup instanceof Lookup.NotFound) {
                put(login, Ownership.Standing.NO_ACCOUNT);
            } else {
                addAll(Logins.unique(lookup));
            }
        }

        private void add(Identity identity) {
            put(
                    identity.loginName(),
                    identity.state() == AccountState.ACTIVE ? Ownership.Standing.MAY_SEND : Ownership.Standing.BLOCKED);
        }

        private void put(String login, Ownership.Standing standing) {
            owners.putIfAbsent(Logins.normal(login), new Ownership.Owner(login, standing));
        }

        Ownership ownership() {
            return unavailable.isPresent()
                    ? new Ownership.Unavailable(unavailable.get())
                    : new Ownership.Known(List.copyOf(owners.values()));
        }
    }
}
