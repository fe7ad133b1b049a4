package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.LookupResult;

/** The directory could not be asked, or its answer cannot be believed. The message is the reason: one line, no secrets. */
final class LdapUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        /** The directory cannot answer this, and perhaps nothing else either: {@link LdapIdentityProvider#probe} says. */
        FAILURE,
        /** The directory answers, and what it says of one account or group cannot be used. */
        UNCLEAR,
        /** The same, because it is too large. */
        TOO_LARGE
    }

    private final Kind kind;
    private final Optional<String> remedy;

    LdapUnavailableException(String reason) {
        this(reason, Kind.FAILURE);
    }

    private LdapUnavailableException(String reason, Kind kind) {
        this(reason, kind, Optional.empty());
    }

    private LdapUnavailableException(String reason, Kind kind, Optional<String> remedy) {
        super(reason);
        this.kind = kind;
        this.remedy = remedy;
    }

    static LdapUnavailableException of(LDAPException e, LdapLimits limits) {
        if (Oversize.isCauseOf(e)) {
            return tooLarge("an entry has more than " + limits.message() / 1024
                    + " KiB in the attributes that are read, or a group has that in names of members");
        }
        return new LdapUnavailableException(
                LdapFailureMessages.text(e, limits), Kind.FAILURE, LdapFailureMessages.remedy(e));
    }

    /** Returns an exception for an answer about one account that cannot be used. */
    static LdapUnavailableException unclear(String reason) {
        return new LdapUnavailableException(reason, Kind.UNCLEAR);
    }

    static LdapUnavailableException tooLarge(String reason) {
        return new LdapUnavailableException(reason, Kind.TOO_LARGE);
    }

    /** The same, thrown by another thread. */
    LdapUnavailableException again() {
        return new LdapUnavailableException(reason(), kind, remedy);
    }

    boolean isTooLarge() {
        return kind == Kind.TOO_LARGE;
    }

    /** What an operator can do about a server that cannot be reached; empty if that is not it. */
    Optional<String> remedy() {
        return remedy;
    }

    private boolean isUnclear() {
        return switch (kind) {
            case FAILURE -> false;
            case UNCLEAR, TOO_LARGE -> true;
        };
    }

    LookupResult lookup() {
        return isUnclear() ? LookupResult.unclear(reason()) : LookupResult.unavailable(reason());
    }

    GroupLookup groupLookup() {
        return isUnclear() ? GroupLookup.unclear(reason()) : GroupLookup.unavailable(reason());
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
