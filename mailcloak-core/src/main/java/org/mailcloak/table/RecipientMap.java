package org.mailcloak.table;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.RecipientResolver;
import org.mailcloak.decision.Resolution;

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
    public MapAnswer find(String key, LookupSources directory) {
        RecipientResolver destinations = new RecipientResolver(rules, directory);
        return LocalAddress.of(key, destinations::isLocal)
                .map(address -> answer(address, destinations))
                .orElse(MapAnswer.notFound());
    }

    private static MapAnswer answer(EmailAddress address, RecipientResolver destinations) {
        Resolution destination = destinations.of(address);
        return switch (destination.kind()) {
            case FORWARDED, MAILBOX, DISCARDED -> MapAnswer.presentIf(true);
            case NOBODY -> MapAnswer.presentIf(destinations.unknownHost(address).isPresent());
            case CLOSED, LOST -> MapAnswer.notFound();
            case UNAVAILABLE -> MapAnswer.unavailable(destination.detail());
            case CHANGED, AMBIGUOUS, BROKEN -> MapAnswer.broken(address + ": " + destination.detail());
        };
    }
}
