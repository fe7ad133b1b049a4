package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.AddressInterpretations;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.MailGroup;

/**
 * The rules that decide whether a client may send mail to a group. Asked last, so that a blocked account hears of that
 * and a forged sender gets no further: a client that is asked about here may use the sender.
 *
 * <p>A member is a client that has logged in as one. The envelope sender of a stranger says nothing, and neither does a
 * trusted network: it vouches for the sender's domain, not for the person.
 */
final class PostingRules {

    private final FailureMode failureMode;
    private final RuleContext sources;
    private final SenderRules senders;

    PostingRules(PolicyRules rules, RuleContext sources, SenderRules senders) {
        this.senders = senders;
        this.failureMode = rules.idpFailureMode();
        this.sources = sources;
    }

    /**
     * @param sender why the sender passes
     * @return the same, or a refusal
     */
    Decision check(PolicyQuery question, Decision sender, Iterable<MailGroup> groups) {
        for (MailGroup group : groups) {
            Decision decision = check(question, sender, group);
            if (decision.verdict() != Verdict.PASS) {
                return decision;
            }
        }
        return sender;
    }

    private Decision check(PolicyQuery question, Decision sender, MailGroup group) {
        if (isNamed(question, group) || isBounce(question, group)) {
            return sender;
        }
        return isAccount(question) && !group.senders().isEmpty()
                ? LoginNames.unique(sources.user(question.saslUsername()))
                        .fold(
                                found -> isNamedAccount(found.get(0), group)
                                        ? sender
                                        : checkPosting(question, sender, group),
                                () -> checkPosting(question, sender, group),
                                this::unavailable)
                : checkPosting(question, sender, group);
    }

    private Decision checkPosting(PolicyQuery question, Decision sender, MailGroup group) {
        return switch (group.posting()) {
            case ANYONE -> sender;
            case DOMAIN ->
                question.authenticated() || sender.reason() == Reason.CLIENT_TRUSTED
                        ? sender
                        : Decision.of(Reason.GROUP_DOMAIN_ONLY);
            case MEMBERS -> checkMember(question, sender, group);
            case SENDERS -> Decision.of(Reason.GROUP_SENDERS_ONLY);
        };
    }

    /** Who sends as the group has to hear that a mail did not arrive (RFC 5321 section 6.1). */
    private static boolean isBounce(PolicyQuery question, MailGroup group) {
        return question.sender().isEmpty()
                && switch (group.sendAs()) {
                    case MEMBERS -> true;
                    case NONE -> false;
                };
    }

    private Decision checkMember(PolicyQuery question, Decision sender, MailGroup group) {
        if (!isAccount(question)) {
            return Decision.of(Reason.GROUP_MEMBERS_ONLY);
        }
        return LoginNames.unique(sources.user(question.saslUsername()))
                .fold(
                        found ->
                                sources.isMember(found.get(0), group) ? sender : Decision.of(Reason.GROUP_MEMBERS_ONLY),
                        () -> Decision.of(Reason.GROUP_MEMBERS_ONLY),
                        this::unavailable);
    }

    private Decision unavailable(String why) {
        return switch (failureMode) {
            case TEMPFAIL -> Decision.of(Reason.IDP_UNAVAILABLE, why);
            case DUNNO -> Decision.of(Reason.IDP_UNAVAILABLE_PASSED, why);
        };
    }

    private boolean isNamed(PolicyQuery question, MailGroup group) {
        return !group.senders().isEmpty()
                && (isNamedLogin(question.saslUsername(), group) || isNamedAddress(question, group));
    }

    /** An application may have the name of a user. */
    private boolean isAccount(PolicyQuery question) {
        return question.authenticated() && senders.application(question).isEmpty();
    }

    /** By its login name, which may be an address; one that is an address only is a name for the envelope sender. */
    private static boolean isNamedAccount(Account account, MailGroup group) {
        return group.senders().stream().anyMatch(name -> LoginNames.same(name, account.loginName()));
    }

    private static boolean isNamedLogin(String login, MailGroup group) {
        return !login.isEmpty()
                && group.senders().stream().anyMatch(name -> name.indexOf('@') < 0 && LoginNames.same(name, login));
    }

    private boolean isNamedAddress(PolicyQuery question, MailGroup group) {
        if (question.sender().isEmpty()) {
            return false;
        }
        AddressInterpretations sender = sources.read(question.sender());
        return sender.all(address -> isNamed(address, group));
    }

    private boolean isNamed(EmailAddress written, MailGroup group) {
        EmailAddress address = sources.canonical(written);
        return group.senders().stream()
                .filter(name -> name.indexOf('@') >= 0)
                .map(EmailAddress::parse)
                .flatMap(Optional::stream)
                .map(sources::canonical)
                .anyMatch(address::equals);
    }
}
