package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.AddressReader;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.LocalDomains;
import org.mailcloak.address.MailDomain;
import org.mailcloak.address.Spelling;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
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

    AddressReader reader() {
        return reader;
    }

    Spelling read(String address) {
        return reader.read(address, domains);
    }

    boolean isLocal(MailDomain domain) {
        return domains.contains(domain);
    }

    /** The login behind an alias, with or without the address's extension. */
    Optional<String> alias(EmailAddress address) {
        Optional<String> login = store.findAlias(address);
        return login.isPresent() ? login : reader.withoutExtension(address).flatMap(store::findAlias);
    }

    /** The login behind an alias, as the address stands. */
    Optional<String> exactAlias(EmailAddress address) {
        return store.findAlias(address);
    }

    boolean hasExtension(EmailAddress address) {
        return reader.withoutExtension(address).isPresent();
    }

    /** The owners of an address as it stands. */
    Lookup exactOwners(EmailAddress address) {
        try {
            return provider.findByAddress(address);
        } catch (RuntimeException defect) {
            return thrown(defect);
        }
    }

    Optional<App> app(String id) {
        return id.isEmpty() ? Optional.empty() : store.findApp(id);
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
