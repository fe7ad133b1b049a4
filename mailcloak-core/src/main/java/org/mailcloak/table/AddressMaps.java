package org.mailcloak.table;

import java.util.List;
import org.mailcloak.decision.PolicyRules;

/** All maps. What each is for and how Postfix asks for it stands in {@code docs/operators/maps.md}. */
public final class AddressMaps {

    private AddressMaps() {}

    /** Every map, by the operator's rules; names are unique. */
    public static List<AddressMap> all(PolicyRules rules) {
        return List.of(
                new AliasMap(rules),
                new DomainMap(rules),
                new MailboxMap(rules),
                new RecipientMap(rules),
                new SenderMap(rules),
                new AccessMap(rules),
                new TransportMap(rules),
                new CertificateMap());
    }
}
