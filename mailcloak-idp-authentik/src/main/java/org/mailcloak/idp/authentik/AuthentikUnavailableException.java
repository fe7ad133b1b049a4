package org.mailcloak.idp.authentik;

import java.util.function.BooleanSupplier;
import org.mailcloak.idp.Extent;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.LookupResult;

/** authentik could not be asked, or its answer cannot be believed. The message is the reason: one line, no secrets. */
final class AuthentikUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the failure alone says of others. */
    enum Cause {
        /** No connection, a refused token, no answer in time: nothing was said about the question. */
        UNREACHED,
        /** There was an answer, and it may be this question's only: authentik, or a filter in front of it, refused the text. */
        ANSWERED,
        /** authentik answers, and what it says of one account or group cannot be used. */
        UNREADABLE
    }

    private final Cause cause;

    AuthentikUnavailableException(String reason) {
        this(reason, Cause.UNREACHED);
    }

    AuthentikUnavailableException(String reason, Cause cause) {
        super(reason);
        this.cause = cause;
    }

    /** Returns an exception for an answer about one account or group that cannot be used. */
    static AuthentikUnavailableException unclear(String reason) {
        return new AuthentikUnavailableException(reason, Cause.UNREADABLE);
    }

    /** @param others whether authentik answers other questions; asked only if that matters */
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
            case UNREADABLE -> Extent.ONE;
        };
    }

    /** Whether authentik may well answer about other accounts. */
    boolean mayConcernOneOnly() {
        return switch (cause) {
            case UNREACHED -> false;
            case ANSWERED, UNREADABLE -> true;
        };
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
