package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.Spelling;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;

/** May anything be sent to this recipient? An empty answer means: go on to the sender. */
final class RecipientRules {

    private final Sources sources;
    private final FailureMode failureMode;

    RecipientRules(Sources sources, FailureMode failureMode) {
        this.sources = sources;
        this.failureMode = failureMode;
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
        if (sources.alias(address).isPresent()) {
            return Optional.empty();
        }
        return sources.owners(address)
                .fold(
                        RecipientRules::checkOwners,
                        () -> Optional.of(Decision.of(Reason.RECIPIENT_UNKNOWN)),
                        why -> unavailable(why));
    }

    private static Optional<Decision> checkOwners(List<Identity> owners) {
        return owners.stream().anyMatch(owner -> mayReceive(owner.state()))
                ? Optional.empty()
                : Optional.of(Decision.of(Reason.RECIPIENT_DISABLED));
    }

    private static boolean mayReceive(AccountState state) {
        return switch (state) {
            case ACTIVE, SEND_BLOCKED -> true;
            case DISABLED -> false;
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
