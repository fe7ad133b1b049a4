package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.MailGroup;
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
        Optional<Claim> group = ofGroup(user, address);
        if (group.isPresent()) {
            return group.get();
        }
        Optional<EmailAddress> bare = sources.withoutExtension(address);
        return bare.isPresent() ? ofExtended(user, address, bare.get()) : ofCaught(user, address);
    }

    private Claim ofExtended(Identity user, EmailAddress address, EmailAddress bare) {
        if (user.owns(bare)) {
            return unlessHeld(address, Claim.ADDRESS);
        }
        Optional<Alias> alias = sources.alias(bare);
        if (alias.isPresent()) {
            return isUserOf(alias.get(), user) ? unlessHeld(address, Claim.ALIAS) : Claim.NONE;
        }
        return ofGroup(user, bare).map(claim -> unlessHeld(address, claim)).orElseGet(() -> ofCaught(user, address));
    }

    /** Empty if no group has the address, or an account has it too: then it is the account's alone. */
    private Optional<Claim> ofGroup(Identity user, EmailAddress address) {
        if (!sources.hasGroups() || !sources.isLocal(address.domain())) {
            return Optional.empty();
        }
        return sources.owners(address)
                .fold(
                        others -> Optional.empty(),
                        () -> sources.group(address)
                                .fold(
                                        group -> Optional.of(claim(user, group)),
                                        Optional::empty,
                                        why -> Optional.of(Claim.unknown(why)),
                                        why -> Optional.of(Claim.NONE)),
                        why -> Optional.of(Claim.unknown(why)));
    }

    private static Claim claim(Identity user, MailGroup group) {
        return switch (group.sendAs()) {
            case MEMBERS -> group.includes(user) ? Claim.GROUP : Claim.NONE;
            case NONE -> Claim.NONE;
        };
    }

    private Claim ofCaught(Identity user, EmailAddress address) {
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
