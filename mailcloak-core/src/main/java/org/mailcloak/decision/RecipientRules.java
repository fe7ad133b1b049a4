package org.mailcloak.decision;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mailcloak.address.AddressInterpretations;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.site.ForeignRecipients;
import org.mailcloak.decision.site.ReturnPath;

/** May anything be sent to this recipient? */
final class RecipientRules {

    private final RuleContext sources;
    private final RecipientResolver destinations;
    private final FailureMode failureMode;
    private final Set<ReturnPath> returnPaths;
    private final boolean mayBeForeign;
    private final Predicate<String> trustedClient;

    RecipientRules(PolicyRules rules, RuleContext sources) {
        this.sources = sources;
        this.destinations = new RecipientResolver(rules, sources);
        this.failureMode = rules.idpFailureMode();
        this.returnPaths = rules.site().returnPaths();
        this.mayBeForeign = rules.site().foreignRecipients() == ForeignRecipients.DUNNO;
        this.trustedClient = rules.trustedClient();
    }

    RecipientOutcome check(PolicyQuery question) {
        AddressInterpretations recipient = sources.readRecipient(question.recipient());
        if (recipient.lacksOrigin()) {
            return RecipientOutcome.refused(Decision.of(Reason.ORIGIN_UNKNOWN));
        }
        RecipientOutcome passage = RecipientOutcome.OPEN;
        for (EmailAddress reading : recipient.readings()) {
            passage = passage.and(
                    sources.isLocal(reading.domain()) ? checkLocal(question, reading) : checkForeign(question));
            if (passage.refusal().isPresent()) {
                return passage;
            }
        }
        if (recipient.understood()) {
            return passage;
        }
        return recipient.names(sources::isLocal)
                ? RecipientOutcome.refused(Decision.of(Reason.RECIPIENT_UNKNOWN))
                : checkForeign(question);
    }

    private RecipientOutcome checkLocal(PolicyQuery question, EmailAddress address) {
        return question.sender().isEmpty() ? checkBounce(address) : checkAddress(address);
    }

    /** Postfix turns a return path back after this, and its own maps judge what comes of it. */
    private RecipientOutcome checkBounce(EmailAddress address) {
        if (returnPaths.contains(ReturnPath.SRS) && ReturnPath.isSrs(address)) {
            return RecipientOutcome.OPEN;
        }
        Optional<EmailAddress> untagged =
                returnPaths.contains(ReturnPath.PRVS) ? ReturnPath.untagged(address) : Optional.empty();
        RecipientOutcome passage = checkAddress(untagged.orElse(address));
        boolean unknown = passage.refusal()
                .filter(refusal -> refusal.reason() == Reason.RECIPIENT_UNKNOWN)
                .isPresent();
        return unknown && untagged.isPresent() ? checkAddress(address) : passage;
    }

    private RecipientOutcome checkAddress(EmailAddress address) {
        Resolution destination = destinations.of(address);
        return switch (destination.kind()) {
            case FORWARDED -> RecipientOutcome.to(destination.groups());
            case MAILBOX, DISCARDED -> RecipientOutcome.OPEN;
            case CLOSED -> RecipientOutcome.refused(Decision.of(Reason.RECIPIENT_DISABLED));
            case NOBODY ->
                destinations.unknownHost(address).isPresent()
                        ? RecipientOutcome.OPEN
                        : RecipientOutcome.refused(Decision.of(Reason.RECIPIENT_UNKNOWN));
            case LOST -> RecipientOutcome.refused(Decision.of(Reason.ALIAS_TARGET_UNKNOWN));
            case CHANGED -> RecipientOutcome.refused(Decision.of(Reason.ALIAS_ACCOUNT_CHANGED, destination.detail()));
            case AMBIGUOUS -> RecipientOutcome.refused(Decision.of(Reason.MAILBOX_AMBIGUOUS, destination.detail()));
            case UNAVAILABLE -> unavailable(destination);
            case BROKEN -> RecipientOutcome.refused(Decision.of(Reason.ALIAS_BROKEN, destination.detail()));
        };
    }

    private RecipientOutcome unavailable(Resolution destination) {
        return switch (failureMode) {
            case TEMPFAIL -> RecipientOutcome.refused(Decision.of(Reason.IDP_UNAVAILABLE, destination.detail()));
            case DUNNO -> RecipientOutcome.to(destination.groups());
        };
    }

    private RecipientOutcome checkForeign(PolicyQuery question) {
        return question.authenticated() || mayBeForeign || trustedClient.test(question.clientAddress())
                ? RecipientOutcome.ELSEWHERE
                : RecipientOutcome.refused(Decision.of(Reason.RECIPIENT_NOT_LOCAL));
    }
}
