package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.Spelling;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;

/** May this user send as this address? The sender is empty for {@code <>}. */
final class UserRules {

    private final PolicyRules rules;
    private final Sources sources;

    UserRules(PolicyRules rules, Sources sources) {
        this.rules = rules;
        this.sources = sources;
    }

    Decision check(String login, Optional<Spelling> sender) {
        return Logins.unique(sources.user(login))
                .fold(
                        found -> checkIdentity(found.get(0), login, sender),
                        () -> Decision.of(Reason.USER_UNKNOWN),
                        why -> unavailable(why, login, sender));
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
        if (!sender.all(address -> owns(user, address) || isAliasOf(address, user.loginName()))) {
            return Decision.of(Reason.USER_NOT_OWNER);
        }
        Reason owner = sender.all(address -> owns(user, address)) ? Reason.USER_OWNS_SENDER : Reason.USER_OWNS_ALIAS;
        return holderOfExtended(user, sender)
                .fold(
                        others -> Decision.of(Reason.USER_NOT_OWNER),
                        () -> Decision.of(owner),
                        why -> unavailable(why, login, Optional.of(sender)));
    }

    /**
     * Whose address it is that would else be read without its extension: {@code john-smith@d1.test} is no form of {@code
     * john@d1.test} if it is the address of another account.
     */
    private Lookup holderOfExtended(Identity user, Spelling sender) {
        for (EmailAddress address : sender.readings()) {
            if (sources.hasExtension(address) && !isExactly(user, address)) {
                Lookup holder = sources.exactOwners(address);
                if (!(holder instanceof Lookup.NotFound)) {
                    return holder;
                }
            }
        }
        return Lookup.notFound();
    }

    /** An alias of its own is no form of another address. */
    private boolean owns(Identity user, EmailAddress address) {
        return user.owns(address)
                || (sources.reader()
                                .withoutExtension(address)
                                .filter(user::owns)
                                .isPresent()
                        && sources.exactAlias(address).isEmpty());
    }

    private boolean isAliasOf(EmailAddress address, String login) {
        return sources.alias(address).filter(owner -> Logins.same(owner, login)).isPresent();
    }

    /** Without taking an extension off. */
    private boolean isExactly(Identity user, EmailAddress address) {
        return user.owns(address)
                || sources.exactAlias(address)
                        .filter(owner -> Logins.same(owner, user.loginName()))
                        .isPresent();
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
                .filter(owner -> !Logins.same(owner, login))
                .isPresent();
    }
}
