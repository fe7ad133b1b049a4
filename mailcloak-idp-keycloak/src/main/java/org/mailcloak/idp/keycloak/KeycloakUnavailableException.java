package org.mailcloak.idp.keycloak;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mailcloak.http.Failure;
import org.mailcloak.http.HttpOutcome;
import org.mailcloak.idp.Extent;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.LookupResult;

/** Keycloak could not be asked, or its answer cannot be believed. The message is the reason: one line, no secrets. */
final class KeycloakUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the failure alone says of others. */
    enum Cause {
        /** No connection, no token, no answer in time: nothing was said about the question. */
        UNREACHED,
        /** There was an answer, and it may be this question's only: Keycloak, or a filter in front of it, refused the text. */
        ANSWERED,
        /** Keycloak says that a directory behind it is down. */
        DIRECTORY_DOWN,
        /** Keycloak answers, and what it says of one account cannot be used. */
        UNREADABLE
    }

    private final Cause cause;
    private final Optional<Failure> failure;

    KeycloakUnavailableException(String reason) {
        this(reason, Cause.UNREACHED);
    }

    KeycloakUnavailableException(String reason, Cause cause) {
        this(reason, cause, Optional.empty());
    }

    private KeycloakUnavailableException(String reason, Cause cause, Optional<Failure> failure) {
        super(reason);
        this.cause = cause;
        this.failure = failure;
    }

    /** A call without an answer that can be used. */
    static KeycloakUnavailableException of(HttpOutcome.Failed<?> failed) {
        return new KeycloakUnavailableException(
                failed.reason(),
                failed.failure().isAnswered() ? Cause.ANSWERED : Cause.UNREACHED,
                Optional.of(failed.failure()));
    }

    /** As {@link #of}, for a failure that concerns every look-up: nothing is asked without a token. */
    static KeycloakUnavailableException ofToken(HttpOutcome.Failed<?> failed) {
        return new KeycloakUnavailableException(failed.reason(), Cause.UNREACHED, Optional.of(failed.failure()));
    }

    /** The same failure to get a token, thrown by another thread that waited for it. */
    KeycloakUnavailableException again() {
        return new KeycloakUnavailableException(reason(), Cause.UNREACHED, failure);
    }

    /** Why there was no answer; empty if there was one, or if it was not an HTTP call that failed. */
    Optional<Failure> failure() {
        return failure;
    }

    /** Returns an exception for an answer about one account that cannot be used. */
    static KeycloakUnavailableException unclear(String reason) {
        return new KeycloakUnavailableException(reason, Cause.UNREADABLE);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** Whether Keycloak may well answer about other accounts. */
    boolean mayConcernOneOnly() {
        return switch (cause) {
            case UNREACHED -> false;
            case ANSWERED, DIRECTORY_DOWN, UNREADABLE -> true;
        };
    }

    /** @param others whether Keycloak answers other questions; asked only if that matters */
    LookupResult lookup(BooleanSupplier others) {
        return new LookupResult.Unavailable(reason(), extent(others));
    }

    /** As {@link #lookup}. */
    GroupLookup groupLookup(BooleanSupplier others) {
        return new GroupLookup.Unavailable(reason(), extent(others));
    }

    private Extent extent(BooleanSupplier others) {
        return switch (cause) {
            case UNREACHED -> Extent.PERHAPS_ALL;
            case ANSWERED -> others.getAsBoolean() ? Extent.ONE : Extent.PERHAPS_ALL;
            case DIRECTORY_DOWN -> Extent.SOURCE;
            case UNREADABLE -> Extent.ONE;
        };
    }
}
