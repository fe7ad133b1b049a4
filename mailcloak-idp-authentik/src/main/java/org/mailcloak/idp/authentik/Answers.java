package org.mailcloak.idp.authentik;

import org.mailcloak.http.HttpOutcome;

/** Takes the value of an answer. */
final class Answers {

    private Answers() {}

    static <T> T valueOf(HttpOutcome<T> outcome) throws UnavailableException {
        return valueOf(outcome, Refusal.USERS);
    }

    /** @param wanted what was asked for, a plural */
    static <T> T valueOf(HttpOutcome<T> outcome, String wanted) throws UnavailableException {
        if (outcome instanceof HttpOutcome.Ok<T> ok) {
            return ok.value();
        }
        if (outcome instanceof HttpOutcome.Refused<T> refused) {
            throw new UnavailableException(Refusal.of(refused, wanted).finding());
        }
        throw new UnavailableException(((HttpOutcome.Failed<T>) outcome).reason());
    }
}
