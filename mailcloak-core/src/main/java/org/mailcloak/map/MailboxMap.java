package org.mailcloak.map;

import org.mailcloak.decision.Destination;
import org.mailcloak.decision.Destinations;
import org.mailcloak.decision.Directory;
import org.mailcloak.decision.PolicyRules;

/** {@code virtual_mailbox_maps}: the addresses in local domains of accounts that may receive. Aliases are not in it. */
record MailboxMap(PolicyRules rules) implements AddressMap {

    @Override
    public String name() {
        return "mailbox";
    }

    @Override
    public MapAnswer find(String key, Directory directory) {
        Destinations destinations = new Destinations(rules, directory);
        return LocalAddress.of(key, destinations::isLocal)
                .map(address -> answer(destinations.mailbox(address)))
                .orElse(MapAnswer.notFound());
    }

    private static MapAnswer answer(Destination destination) {
        return switch (destination.kind()) {
            case MAILBOX -> MapAnswer.presentIf(true);
            case FORWARDED, CLOSED, NOBODY -> MapAnswer.notFound();
            case UNAVAILABLE, BROKEN -> MapAnswer.unavailable(destination.detail());
        };
    }
}
