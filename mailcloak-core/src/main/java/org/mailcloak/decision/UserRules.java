package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.Spelling;
import org.mailcloak.idp.Identity;

/** May this user send as this address? The sender is empty for {@code <>}. */
final class UserRules {

    private final PolicyRules rules;
    private final Sources sources;

    UserRules(PolicyRules rules, Sources sources) {
        this.rules = rules;
        this.sources = sources;
    }

    Decision check(String login, Optional<Spelling> sender) {
        return sources.user(login)
                .fold(
                        found -> found.size() == 1
                                ? Decision.of(checkIdentity(found.get(0), sender))
                                : unavailable(found.size() + " identities have this login name", login, sender),
                        () -> Decision.of(Reason.USER_UNKNOWN),
                        why -> unavailable(why, login, sender));
    }

    private Reason checkIdentity(Identity user, Optional<Spelling> sender) {
        return switch (user.state()) {
            case SEND_BLOCKED -> Reason.USER_SEND_BLOCKED;
            case DISABLED -> Reason.USER_DISABLED;
            case ACTIVE -> sender.map(address -> checkOwner(user, address)).orElseGet(this::nullSender);
        };
    }

    private Reason nullSender() {
        return rules.authenticatedNullSender() ? Reason.NULL_SENDER_ALLOWED : Reason.NULL_SENDER_REFUSED;
    }

    private Reason checkOwner(Identity user, Spelling sender) {
        if (sender.all(address -> owns(user, address))) {
            return Reason.USER_OWNS_SENDER;
        }
        return sender.all(address -> owns(user, address) || isAliasOf(address, user.loginName()))
                ? Reason.USER_OWNS_ALIAS
                : Reason.USER_NOT_OWNER;
    }

    private boolean owns(Identity user, EmailAddress address) {
        return user.owns(address)
                || sources.reader().withoutExtension(address).filter(user::owns).isPresent();
    }

    private boolean isAliasOf(EmailAddress address, String login) {
        return sources.alias(address).filter(login::equalsIgnoreCase).isPresent();
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
                .filter(owner -> !owner.equalsIgnoreCase(login))
                .isPresent();
    }
}
