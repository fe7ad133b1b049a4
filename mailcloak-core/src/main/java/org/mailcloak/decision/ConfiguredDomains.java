package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.LocalDomains;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.MailStore;

/** The store's local domains, with the operator's choices applied. */
record ConfiguredDomains(Optional<MailDomain> extraDomain, Optional<MailDomain> origin, MailStore store)
        implements LocalDomains {

    @Override
    public boolean contains(MailDomain domain) {
        return (extraDomain.isPresent() && extraDomain.get().equals(domain)) || store.isLocalDomain(domain);
    }
}
