package org.mailcloak.table;

import java.util.Optional;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;

/** {@code virtual_mailbox_domains}, or {@code relay_domains}: the local domains. Addresses and {@code *} are not in it. */
record DomainMap(PolicyRules rules) implements AddressMap {

    /** What a table of Postfix takes for "every key"; a domain of this name would match the whole world. */
    private static final String WILDCARD = "*";

    @Override
    public String name() {
        return "domain";
    }

    @Override
    public MapAnswer find(String key, LookupSources directory) {
        Optional<MailDomain> domain = key.equals(WILDCARD) ? Optional.empty() : MailDomain.parse(key);
        return MapAnswer.presentIf(
                domain.filter(rules.localDomains(directory.store())::contains).isPresent());
    }
}
