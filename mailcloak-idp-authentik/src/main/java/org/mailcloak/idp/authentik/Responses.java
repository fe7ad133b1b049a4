package org.mailcloak.idp.authentik;

import org.mailcloak.http.HttpOutcome;

/** Takes the value of an answer. */
final class Responses {

    private Responses() {}

    static <T> T valueOf(HttpOutcome<T> outcome) throws AuthentikUnavailableException {
        return valueOf(outcome, ApiError.USERS);
    }

    /** @param wanted what was asked for, a plural */
    static <T> T valueOf(HttpOutcome<T> outcome, String wanted) throws AuthentikUnavailableException {
        if (outcome instanceof HttpOutcome.Ok<T> ok) {
            return ok.value();
        }
        if (outcome instanceof HttpOutcome.Refused<T> refused) {
            boolean ofToken = refused.status() == 401;
            throw new AuthentikUnavailableException(ApiError.of(refused, wanted).finding(), cause(!ofToken));
        }
        HttpOutcome.Failed<T> failed = (HttpOutcome.Failed<T>) outcome;
        throw new AuthentikUnavailableException(
                failed.reason(), cause(failed.failure().isAnswered()));
    }

    private static AuthentikUnavailableException.Cause cause(boolean answered) {
        return answered ? AuthentikUnavailableException.Cause.ANSWERED : AuthentikUnavailableException.Cause.UNREACHED;
    }
}
