package org.mailcloak.map;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.Destination;
import org.mailcloak.decision.Destinations;
import org.mailcloak.decision.Directory;
import org.mailcloak.decision.PolicyRules;

/**
 * {@code virtual_alias_maps}: the addresses that an alias or a group leads to, with commas between them. A login name
 * stands for {@code login@domain}, where the domain is the alias's own. Domains, {@code *} and everything else without
 * {@code @} are not in it.
 *
 * <p>Postfix looks up {@code user+ext@domain} as a whole and then adds no extension to the result ({@code
 * global/mail_addr_find.c}), so this map does both.
 */
record AliasMap(PolicyRules rules) implements AddressMap {

    @Override
    public String name() {
        return "alias";
    }

    @Override
    public MapAnswer find(String key, Directory directory) {
        return EmailAddress.parse(key)
                .map(address -> answer(address, new Destinations(rules, directory).forwarding(address)))
                .orElse(MapAnswer.notFound());
    }

    private static MapAnswer answer(EmailAddress address, Destination destination) {
        return switch (destination.kind()) {
            case FORWARDED -> Names.list(address, Names.Kind.TARGETS, destination.targets());
            case MAILBOX, CLOSED, NOBODY -> MapAnswer.notFound();
            case UNAVAILABLE -> MapAnswer.unavailable(destination.detail());
            case BROKEN -> MapAnswer.broken(address + ": " + destination.detail());
        };
    }
}
