package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.AddressReader;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.LocalDomains;
import org.mailcloak.address.MailDomain;
import org.mailcloak.address.Spelling;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.MailStore;

/** What the rules ask, with the operator's choices applied. */
final class Sources {

    private final LocalDomains domains;
    private final MailStore store;
    private final IdentityProvider provider;
    private final AddressReader reader;

    Sources(PolicyRules rules, Directory directory) {
        this.domains = rules.localDomains(directory.store());
        this.store = directory.store();
        this.provider = directory.provider();
        this.reader = new AddressReader(rules.recipientDelimiter());
    }

    Spelling read(String address) {
        return reader.read(address, domains);
    }

    boolean isLocal(MailDomain domain) {
        return domains.contains(domain);
    }

    /** The address without its extension, if it has one. */
    Optional<EmailAddress> withoutExtension(EmailAddress address) {
        return reader.withoutExtension(address);
    }

    /** With its delimiter. */
    String extension(EmailAddress address) {
        return reader.extension(address);
    }

    /** The alias of an address as it stands, in force or not. */
    Optional<Alias> alias(EmailAddress address) {
        return store.findAlias(address);
    }

    /** The catch-all that is in force in a domain. */
    Optional<Alias> catchAll(MailDomain domain) {
        return store.findCatchAll(domain);
    }

    /** Whether an alias could take the mail; if not, the provider need not be asked. */
    boolean mayBeForwarded(EmailAddress address) {
        Optional<Alias> exact = alias(address);
        return exact.isPresent()
                ? exact.get().enabled()
                : withoutExtension(address)
                                .flatMap(this::alias)
                                .filter(Alias::enabled)
                                .isPresent()
                        || catchAll(address.domain()).isPresent();
    }

    /** The owners of an address as it stands. */
    Lookup owners(EmailAddress address) {
        try {
            return provider.findByAddress(address);
        } catch (RuntimeException defect) {
            return thrown(defect);
        }
    }

    /** Whether any group may have an address; if not, the provider need not be asked for one. */
    boolean hasGroups() {
        return provider.hasGroups();
    }

    /** The group that has a local address as it stands; of use only where no alias and no account has it. */
    GroupLookup group(EmailAddress address) {
        if (!provider.hasGroups() || !isLocal(address.domain())) {
            return GroupLookup.notFound();
        }
        try {
            return provider.findGroupByAddress(address);
        } catch (RuntimeException defect) {
            return GroupLookup.unavailable("the provider threw " + defect);
        }
    }

    Optional<App> app(String id) {
        return id.isEmpty() ? Optional.empty() : store.findApp(id);
    }

    List<String> appsSendingAs(EmailAddress address) {
        return store.findAppsBySender(address);
    }

    Lookup user(String login) {
        if (login.isEmpty()) {
            return Lookup.notFound();
        }
        try {
            return provider.findByLogin(login);
        } catch (RuntimeException defect) {
            return thrown(defect);
        }
    }

    /** A provider that throws counts as unavailable (see the contract of {@link IdentityProvider}). */
    private static Lookup thrown(RuntimeException defect) {
        return Lookup.unavailable("the provider threw " + defect);
    }
}
