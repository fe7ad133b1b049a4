package org.mailcloak.idp.keycloak;

import org.mailcloak.idp.Secret;

/**
 * A token of the service account. Times are nanoseconds of a monotonic clock.
 *
 * @param renewAt from here on a caller should fetch a new one, while this still works
 * @param expiresAt from here on it does not work
 */
record AccessToken(Secret value, long renewAt, long expiresAt) {

    /** The share of its life after which a token is renewed. */
    private static final double RENEW_AT = 0.8;

    static AccessToken living(Secret value, long from, long lifeNanos) {
        return new AccessToken(value, from + (long) (lifeNanos * RENEW_AT), from + lifeNanos);
    }

    boolean works(long now) {
        return now - expiresAt < 0;
    }

    boolean isFresh(long now) {
        return now - renewAt < 0;
    }
}
