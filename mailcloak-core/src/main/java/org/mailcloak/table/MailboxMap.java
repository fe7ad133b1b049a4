package org.mailcloak.table;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.RecipientResolver;
import org.mailcloak.decision.Resolution;

/**
 * {@code virtual_mailbox_maps}: the addresses in local domains of accounts that may receive, those whose mail is thrown away,
 * and in a domain with an unknown host all others. Aliases are not in it.
 */
record MailboxMap(PolicyRules rules) implements AddressMap {

    @Override
    public String name() {
        return "mailbox";
    }

    @Override
    public MapAnswer find(String key, LookupSources directory) {
        RecipientResolver destinations = new RecipientResolver(rules, directory);
        return LocalAddress.of(key, destinations::isLocal)
                .map(address -> answer(address, destinations))
                .orElse(MapAnswer.notFound());
    }

    private static MapAnswer answer(EmailAddress address, RecipientResolver destinations) {
        Resolution destination = destinations.mailbox(address);
        return switch (destination.kind()) {
            case MAILBOX, DISCARDED -> MapAnswer.presentIf(true);
            case NOBODY -> MapAnswer.presentIf(destinations.unknownHost(address).isPresent());
            case FORWARDED, CLOSED, LOST -> MapAnswer.notFound();
            case UNAVAILABLE -> MapAnswer.unavailable(destination.detail());
            case CHANGED, AMBIGUOUS, BROKEN -> MapAnswer.broken(address + ": " + destination.detail());
        };
    }
}
