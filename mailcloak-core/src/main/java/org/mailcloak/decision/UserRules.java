package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.AddressInterpretations;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;

/** May this user send as this address? The sender is empty for {@code <>}. */
final class UserRules {

    private final PolicyRules rules;
    private final RuleContext sources;
    private final SendAsRights claims;

    UserRules(PolicyRules rules, RuleContext sources) {
        this.rules = rules;
        this.sources = sources;
        this.claims = new SendAsRights(rules, sources);
    }

    /** @param elsewhere whether the recipient is outside the local domains */
    Decision check(String login, Optional<AddressInterpretations> sender, boolean elsewhere) {
        LookupResult user = LoginNames.unique(sources.user(login));
        // It is the operator that chose to let mail pass in an outage, not the one that makes an account unclear.
        return user.fold(
                found -> withinScope(found.get(0), elsewhere, checkAccount(found.get(0), login, sender)),
                () -> Decision.of(Reason.USER_UNKNOWN),
                why -> user.isUnclear() ? Decision.of(Reason.IDP_UNAVAILABLE, why) : unavailable(why, login, sender));
    }

    /** Asked last, so that the account hears first of what else is wrong. */
    private static Decision withinScope(Account user, boolean elsewhere, Decision decision) {
        return switch (user.scope()) {
            case ANYWHERE -> decision;
            case LOCAL_ONLY ->
                elsewhere && decision.verdict() == Verdict.PASS ? Decision.of(Reason.ACCOUNT_LOCAL_ONLY) : decision;
        };
    }

    private Decision checkAccount(Account user, String login, Optional<AddressInterpretations> sender) {
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

    private Decision checkOwner(Account user, String login, AddressInterpretations sender) {
        SendAsRight claim =
                sender.understood() && !sender.readings().isEmpty() ? SendAsRight.ADDRESS : SendAsRight.NONE;
        for (EmailAddress address : sender.readings()) {
            claim = claim.orWeaker(claims.of(user, address));
        }
        return switch (claim.kind()) {
            case NONE -> Decision.of(Reason.USER_NOT_OWNER);
            case CHANGED -> Decision.of(Reason.SENDER_ACCOUNT_CHANGED);
            case UNKNOWN -> unavailable(claim.why(), login, Optional.of(sender));
            case CATCH_ALL -> Decision.of(Reason.USER_OWNS_CATCH_ALL);
            case GROUP -> Decision.of(Reason.USER_OWNS_GROUP);
            case ALIAS -> Decision.of(Reason.USER_OWNS_ALIAS);
            case ADDRESS -> Decision.of(Reason.USER_OWNS_SENDER);
        };
    }

    /**
     * Decides while the addresses of the user are not known. With {@link FailureMode#DUNNO} what is known without the
     * identity provider still refuses: {@code <>} where no user may send as it, and a local alias of another account.
     */
    private Decision unavailable(String why, String login, Optional<AddressInterpretations> sender) {
        return switch (rules.idpFailureMode()) {
            case TEMPFAIL -> Decision.of(Reason.IDP_UNAVAILABLE, why);
            case DUNNO -> Decision.of(withoutAccount(login, sender), why);
        };
    }

    private Reason withoutAccount(String login, Optional<AddressInterpretations> sender) {
        if (sender.isEmpty()) {
            return rules.authenticatedNullSender() ? Reason.IDP_UNAVAILABLE_PASSED : Reason.NULL_SENDER_REFUSED;
        }
        List<EmailAddress> readings = sender.get().readings();
        boolean refused =
                !sender.get().understood() || readings.stream().anyMatch(address -> isAliasOfAnother(address, login));
        return refused ? Reason.USER_NOT_OWNER : Reason.IDP_UNAVAILABLE_PASSED;
    }

    private boolean isAliasOfAnother(EmailAddress address, String login) {
        EmailAddress own = sources.canonical(address);
        return sources.alias(own)
                .or(() -> sources.withoutExtension(own).flatMap(sources::alias))
                .filter(Alias::enabled)
                .filter(alias -> !mayInclude(alias, login))
                .isPresent();
    }

    /**
     * Returns whether the account behind the login may be one of those that the alias leads to. False only if it
     * certainly is not, with any addresses.
     */
    private boolean mayInclude(Alias alias, String login) {
        boolean isUser = LoginNames.same(alias.login(), login)
                || alias.also().stream().anyMatch(target -> target.indexOf('@') < 0 && LoginNames.same(target, login));
        return isUser || login.indexOf('@') >= 0 || alias.targets().anyMatch(target -> leadsOn(alias, target));
    }

    /** To an address in a local domain, which an alias, a group or any account may have. */
    private boolean leadsOn(Alias alias, String target) {
        Optional<EmailAddress> named = AliasAddress.parse(alias.address())
                .flatMap(own -> ForwardingTarget.of(target, own.domain()))
                .flatMap(ForwardingTarget::address)
                .filter(sources::isLocal);
        return target.indexOf('@') >= 0
                ? named.isPresent()
                : named.flatMap(sources::alias).filter(Alias::enabled).isPresent();
    }
}
