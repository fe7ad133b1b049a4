package org.mailcloak.table;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.RecipientResolver;
import org.mailcloak.decision.Resolution;

/**
 * {@code transport_maps}: {@code discard:} for an alias that throws mail away, {@code smtp:} with the other host for an
 * unknown address of a domain that has one, and {@code error:} for every other local address that is unknown, or that
 * belongs to accounts that may not receive. Mail that no policy service saw, of cron and the sendmail command, comes
 * back by it where the mailbox server takes every name. All other addresses keep the transport of their class, and so
 * do domains and {@code *}, which Postfix asks for too.
 *
 * <p>Postfix asks for an address with an extension, and then, if that is not found, for the one without it ({@code
 * trivial-rewrite/transport.c}). Where that would have an entry, the first is answered with {@code :}, which keeps the
 * transport and ends the look-up: {@code work+tag} may be an account's own address, and {@code work} may be unknown.
 */
record TransportMap(PolicyRules rules) implements AddressMap {

    /** For error(8): the text of the bounce, with its status code (RFC 3463). */
    private static final String NO_SUCH_USER = "error:5.1.1 No such user";

    /** transport(5): neither a transport nor a next hop, as if the table did not exist. */
    private static final String UNCHANGED = ":";

    @Override
    public String name() {
        return "transport";
    }

    @Override
    public MapAnswer find(String key, LookupSources directory) {
        RecipientResolver destinations = new RecipientResolver(rules, directory);
        return LocalAddress.of(key, destinations::isLocal)
                .map(address -> answer(address, destinations))
                .orElse(MapAnswer.notFound());
    }

    private static MapAnswer answer(EmailAddress address, RecipientResolver destinations) {
        MapAnswer whole = ofWhole(address, destinations);
        boolean isCut = whole.equals(MapAnswer.notFound())
                && destinations
                        .withoutExtension(address)
                        .filter(bare -> !ofWhole(bare, destinations).equals(MapAnswer.notFound()))
                        .isPresent();
        return isCut ? MapAnswer.found(UNCHANGED) : whole;
    }

    /** Mail for an address that cannot be judged now waits, or an outage would send it to the other host or back. */
    private static MapAnswer ofWhole(EmailAddress address, RecipientResolver destinations) {
        Resolution destination = destinations.ending(address);
        return switch (destination.kind()) {
            case DISCARDED -> MapAnswer.found("discard:");
            case NOBODY ->
                MapAnswer.found(
                        destinations.unknownHost(address).map("smtp:"::concat).orElse(NO_SUCH_USER));
            case CLOSED, LOST -> MapAnswer.found(NO_SUCH_USER);
            case MAILBOX, FORWARDED -> MapAnswer.notFound();
            case UNAVAILABLE -> MapAnswer.unavailable(destination.detail());
            case CHANGED, AMBIGUOUS, BROKEN -> MapAnswer.broken(address + ": " + destination.detail());
        };
    }
}
