package org.mailcloak.cli;

import java.util.Optional;
import org.mailcloak.address.LocalDomains;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.store.MailStore;

/**
 * The local domains as the decision engine sees them.
 *
 * @param rules the operator's choices
 * @param store asked for the rest
 */
record InstallationDomains(PolicyRules rules, MailStore store) implements LocalDomains {

    @Override
    public boolean contains(MailDomain domain) {
        return rules.extraDomain().filter(domain::equals).isPresent() || store.isLocalDomain(domain);
    }

    @Override
    public Optional<MailDomain> origin() {
        return rules.origin().or(store::firstLocalDomain).or(rules::extraDomain);
    }
}
