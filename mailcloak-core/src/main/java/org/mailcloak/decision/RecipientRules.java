package org.mailcloak.decision;

import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.Spelling;

/** May anything be sent to this recipient? */
final class RecipientRules {

    private final Sources sources;
    private final Destinations destinations;
    private final FailureMode failureMode;

    RecipientRules(PolicyRules rules, Sources sources) {
        this.sources = sources;
        this.destinations = new Destinations(rules, sources);
        this.failureMode = rules.idpFailureMode();
    }

    Passage check(Question question) {
        Spelling recipient = sources.read(question.recipient());
        Passage passage = Passage.OPEN;
        for (EmailAddress reading : recipient.readings()) {
            passage = passage.and(
                    sources.isLocal(reading.domain()) ? checkLocal(reading) : checkForeign(question.authenticated()));
            if (passage.refusal().isPresent()) {
                return passage;
            }
        }
        if (recipient.understood()) {
            return passage;
        }
        return recipient.names(sources::isLocal)
                ? Passage.refused(Decision.of(Reason.RECIPIENT_UNKNOWN))
                : checkForeign(question.authenticated());
    }

    private Passage checkLocal(EmailAddress address) {
        Destination destination = destinations.reachedFrom(address);
        return switch (destination.kind()) {
            case FORWARDED -> Passage.to(destination.groups());
            case MAILBOX -> Passage.OPEN;
            case CLOSED -> Passage.refused(Decision.of(Reason.RECIPIENT_DISABLED));
            case NOBODY -> Passage.refused(Decision.of(Reason.RECIPIENT_UNKNOWN));
            case UNAVAILABLE -> unavailable(destination);
            case BROKEN -> Passage.refused(Decision.of(Reason.ALIAS_BROKEN, destination.detail()));
        };
    }

    private Passage unavailable(Destination destination) {
        return switch (failureMode) {
            case TEMPFAIL -> Passage.refused(Decision.of(Reason.IDP_UNAVAILABLE, destination.detail()));
            case DUNNO -> Passage.to(destination.groups());
        };
    }

    private static Passage checkForeign(boolean authenticated) {
        return authenticated ? Passage.OPEN : Passage.refused(Decision.of(Reason.RECIPIENT_NOT_LOCAL));
    }
}
