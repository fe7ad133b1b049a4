package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.Spelling;

/** May anything be sent to this recipient? An empty answer means: go on to the sender. */
final class RecipientRules {

    private final Sources sources;
    private final Destinations destinations;
    private final FailureMode failureMode;

    RecipientRules(PolicyRules rules, Sources sources) {
        this.sources = sources;
        this.destinations = new Destinations(rules, sources);
        this.failureMode = rules.idpFailureMode();
    }

    Optional<Decision> check(Question question) {
        Spelling recipient = sources.read(question.recipient());
        for (EmailAddress reading : recipient.readings()) {
            Optional<Decision> refusal =
                    sources.isLocal(reading.domain()) ? checkLocal(reading) : checkForeign(question.authenticated());
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        if (recipient.understood()) {
            return Optional.empty();
        }
        return recipient.names(sources::isLocal)
                ? Optional.of(Decision.of(Reason.RECIPIENT_UNKNOWN))
                : checkForeign(question.authenticated());
    }

    private Optional<Decision> checkLocal(EmailAddress address) {
        Destination destination = destinations.of(address);
        return switch (destination.kind()) {
            case FORWARDED, MAILBOX -> Optional.empty();
            case CLOSED -> Optional.of(Decision.of(Reason.RECIPIENT_DISABLED));
            case NOBODY -> Optional.of(Decision.of(Reason.RECIPIENT_UNKNOWN));
            case UNAVAILABLE -> unavailable(destination.detail());
            case BROKEN -> Optional.of(Decision.of(Reason.ALIAS_BROKEN, destination.detail()));
        };
    }

    private Optional<Decision> unavailable(String why) {
        return switch (failureMode) {
            case TEMPFAIL -> Optional.of(Decision.of(Reason.IDP_UNAVAILABLE, why));
            case DUNNO -> Optional.empty();
        };
    }

    private static Optional<Decision> checkForeign(boolean authenticated) {
        return authenticated ? Optional.empty() : Optional.of(Decision.of(Reason.RECIPIENT_NOT_LOCAL));
    }
}
