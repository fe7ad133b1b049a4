package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.LocalDomains;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.MailStore;

/** The store's local domains, with the operator's choices applied. */
record ConfiguredDomains(PolicyRules rules, MailStore store) implements LocalDomains {

    @Override
    public boolean contains(MailDomain domain) {
        return rules.extraDomain().filter(domain::equals).isPresent() || store.isLocalDomain(domain);
    }

    @Override
    public Optional<MailDomain> origin() {
        return rules.origin().or(store::firstLocalDomain).or(rules::extraDomain);
    }
}
