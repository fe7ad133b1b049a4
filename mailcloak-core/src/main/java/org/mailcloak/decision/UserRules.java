package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.Spelling;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;
import org.mailcloak.store.Alias;

/** May this user send as this address? The sender is empty for {@code <>}. */
final class UserRules {

    private final PolicyRules rules;
    private final Sources sources;
    private final Claims claims;

    UserRules(PolicyRules rules, Sources sources) {
        this.rules = rules;
        this.sources = sources;
        this.claims = new Claims(rules, sources);
    }

    Decision check(String login, Optional<Spelling> sender) {
        Lookup user = Logins.unique(sources.user(login));
        // The operator chose to let mail pass in an outage, not whoever makes an account unclear.
        return user.fold(
                found -> checkIdentity(found.get(0), login, sender),
                () -> Decision.of(Reason.USER_UNKNOWN),
                why -> user.isUnclear() ? Decision.of(Reason.IDP_UNAVAILABLE, why) : unavailable(why, login, sender));
    }

    private Decision checkIdentity(Identity user, String login, Optional<Spelling> sender) {
        return switch (user.state()) {
            case SEND_BLOCKED -> Decision.of(Reason.USER_SEND_BLOCKED);
            case DISABLED -> Decision.of(Reason.USER_DISABLED);
            case ACTIVE ->
                sender.isPresent()
                        ? checkOwner(user, login, sender.get())
                        : Decision.of(
                                rules.authenticatedNullSender()
                                        ? Reason.NULL_SENDER_ALLOWED
                                        : Reason.NULL_SENDER_REFUSED);
        };
    }

    private Decision checkOwner(Identity user, String login, Spelling sender) {
        Claim claim = sender.understood() && !sender.readings().isEmpty() ? Claim.ADDRESS : Claim.NONE;
        for (EmailAddress address : sender.readings()) {
            claim = claim.orWeaker(claims.of(user, address));
        }
        return switch (claim.kind()) {
            case NONE -> Decision.of(Reason.USER_NOT_OWNER);
            case UNKNOWN -> unavailable(claim.why(), login, Optional.of(sender));
            case CATCH_ALL -> Decision.of(Reason.USER_OWNS_CATCH_ALL);
            case GROUP -> Decision.of(Reason.USER_OWNS_GROUP);
            case ALIAS -> Decision.of(Reason.USER_OWNS_ALIAS);
            case ADDRESS -> Decision.of(Reason.USER_OWNS_SENDER);
        };
    }

    /**
     * Nobody can tell what addresses the user has. With {@link FailureMode#DUNNO} what is known without the identity
     * provider still refuses: {@code <>} where no user may send as it, and a local alias of somebody else.
     */
    private Decision unavailable(String why, String login, Optional<Spelling> sender) {
        return switch (rules.idpFailureMode()) {
            case TEMPFAIL -> Decision.of(Reason.IDP_UNAVAILABLE, why);
            case DUNNO -> Decision.of(withoutIdentity(login, sender), why);
        };
    }

    private Reason withoutIdentity(String login, Optional<Spelling> sender) {
        if (sender.isEmpty()) {
            return rules.authenticatedNullSender() ? Reason.IDP_UNAVAILABLE_PASSED : Reason.NULL_SENDER_REFUSED;
        }
        List<EmailAddress> readings = sender.get().readings();
        boolean refused =
                !sender.get().understood() || readings.stream().anyMatch(address -> isAliasOfAnother(address, login));
        return refused ? Reason.USER_NOT_OWNER : Reason.IDP_UNAVAILABLE_PASSED;
    }

    private boolean isAliasOfAnother(EmailAddress address, String login) {
        return sources.alias(address)
                .or(() -> sources.withoutExtension(address).flatMap(sources::alias))
                .filter(Alias::enabled)
                .filter(alias -> !new AliasUsers(alias, sources::isLocal).mayInclude(login))
                .isPresent();
    }
}
