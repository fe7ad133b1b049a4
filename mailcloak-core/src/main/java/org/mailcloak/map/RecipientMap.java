package org.mailcloak.map;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.Destination;
import org.mailcloak.decision.Destinations;
import org.mailcloak.decision.Directory;
import org.mailcloak.decision.PolicyRules;

/**
 * {@code relay_recipient_maps}, for a gateway that hands the mail on unchanged: every address in a local domain that takes
 * mail, aliases and accounts alike.
 */
record RecipientMap(PolicyRules rules) implements AddressMap {

    @Override
    public String name() {
        return "recipient";
    }

    @Override
    public MapAnswer find(String key, Directory directory) {
        Destinations destinations = new Destinations(rules, directory);
        return LocalAddress.of(key, destinations::isLocal)
                .map(address -> answer(address, destinations.of(address)))
                .orElse(MapAnswer.notFound());
    }

    private static MapAnswer answer(EmailAddress address, Destination destination) {
        return switch (destination.kind()) {
            case FORWARDED, MAILBOX -> MapAnswer.presentIf(true);
            case CLOSED, NOBODY -> MapAnswer.notFound();
            case UNAVAILABLE -> MapAnswer.unavailable(destination.detail());
            case BROKEN -> MapAnswer.broken(address + ": " + destination.detail());
        };
    }
}
