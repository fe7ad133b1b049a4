package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;
import org.mailcloak.store.Alias;

/**
 * Finds what a user has to say for sending as an address. {@link SenderOwners} is the same rule from the other end; {@code
 * AgreementTest} compares the two.
 */
final class Claims {

    private final Sources sources;
    private final Destinations destinations;

    Claims(PolicyRules rules, Sources sources) {
        this.sources = sources;
        this.destinations = new Destinations(rules, sources);
    }

    Claim of(Identity user, EmailAddress address) {
        if (user.owns(address)) {
            return Claim.ADDRESS;
        }
        Optional<Alias> alias = sources.alias(address);
        if (alias.isPresent()) {
            return isUserOf(alias.get(), user) ? Claim.ALIAS : Claim.NONE;
        }
        Optional<EmailAddress> bare = sources.withoutExtension(address);
        if (bare.filter(user::owns).isPresent()) {
            return unlessHeld(address, Claim.ADDRESS);
        }
        Optional<Alias> extended = bare.flatMap(sources::alias);
        if (extended.isPresent()) {
            return isUserOf(extended.get(), user) ? unlessHeld(address, Claim.ALIAS) : Claim.NONE;
        }
        return sources.catchAll(address.domain())
                .filter(catchAll -> isUserOf(catchAll, user))
                .map(catchAll -> ifCaught(address))
                .orElse(Claim.NONE);
    }

    private boolean isUserOf(Alias alias, Identity user) {
        return alias.enabled() && new AliasUsers(alias, sources::isLocal).include(user);
    }

    /**
     * Whose address it is that would else be read without its extension: {@code john-smith@d1.test} is no form of {@code
     * john@d1.test} if it is the address of another account.
     */
    private Claim unlessHeld(EmailAddress address, Claim claim) {
        return sources.owners(address).fold(others -> Claim.NONE, () -> claim, Claim::unknown);
    }

    /** Whoever gets the mail for an address may send as it, but not as an address that somebody else has. */
    private Claim ifCaught(EmailAddress address) {
        Destination destination = destinations.find(address);
        return switch (destination.kind()) {
            case FORWARDED -> Claim.CATCH_ALL;
            case UNAVAILABLE -> Claim.unknown(destination.detail());
            case MAILBOX, CLOSED, NOBODY, BROKEN -> Claim.NONE;
        };
    }
}
