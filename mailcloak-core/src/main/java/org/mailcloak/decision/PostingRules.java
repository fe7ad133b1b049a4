package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.Spelling;
import org.mailcloak.idp.MailGroup;

/**
 * May this client send mail to this group? Asked last, so that a blocked account hears of that and a forged sender gets no
 * further: whoever is asked about here may use the sender.
 *
 * <p>A member is who has logged in as one. The envelope sender of a stranger says nothing, and neither does a trusted
 * network: it vouches for the sender's domain, not for the person.
 */
final class PostingRules {

    private final FailureMode failureMode;
    private final Sources sources;

    PostingRules(PolicyRules rules, Sources sources) {
        this.failureMode = rules.idpFailureMode();
        this.sources = sources;
    }

    /**
     * @param sender why the sender passes
     * @return the same, or a refusal
     */
    Decision check(Question question, Decision sender, Iterable<MailGroup> groups) {
        for (MailGroup group : groups) {
            Decision decision = check(question, sender, group);
            if (decision.verdict() != Verdict.PASS) {
                return decision;
            }
        }
        return sender;
    }

    private Decision check(Question question, Decision sender, MailGroup group) {
        if (isNamed(question, group)) {
            return sender;
        }
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

    private Decision checkMember(Question question, Decision sender, MailGroup group) {
        // An application may have the name of a user.
        if (!question.authenticated() || sender.reason() == Reason.APP_OWNS_SENDER) {
            return Decision.of(Reason.GROUP_MEMBERS_ONLY);
        }
        return Logins.unique(sources.user(question.saslUsername()))
                .fold(
                        found -> group.includes(found.get(0)) ? sender : Decision.of(Reason.GROUP_MEMBERS_ONLY),
                        () -> Decision.of(Reason.GROUP_MEMBERS_ONLY),
                        this::unavailable);
    }

    private Decision unavailable(String why) {
        return switch (failureMode) {
            case TEMPFAIL -> Decision.of(Reason.IDP_UNAVAILABLE, why);
            case DUNNO -> Decision.of(Reason.IDP_UNAVAILABLE_PASSED, why);
        };
    }

    private boolean isNamed(Question question, MailGroup group) {
        return !group.senders().isEmpty() && (isNamedLogin(question, group) || isNamedAddress(question, group));
    }

    private static boolean isNamedLogin(Question question, MailGroup group) {
        return !question.saslUsername().isEmpty()
                && group.senders().stream()
                        .anyMatch(name -> name.indexOf('@') < 0 && Logins.same(name, question.saslUsername()));
    }

    private boolean isNamedAddress(Question question, MailGroup group) {
        if (question.sender().isEmpty()) {
            return false;
        }
        Spelling sender = sources.read(question.sender());
        return sender.all(address -> isNamed(address, group));
    }

    private static boolean isNamed(EmailAddress address, MailGroup group) {
        return group.senders().stream()
                .filter(name -> name.indexOf('@') >= 0)
                .map(EmailAddress::parse)
                .flatMap(Optional::stream)
                .anyMatch(address::equals);
    }
}
