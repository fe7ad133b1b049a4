package org.mailcloak.idp.ldap;

import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.Lookup;

/** The directory could not be asked, or its answer cannot be believed. The message is the reason: one line, no secrets. */
final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unclear;

    UnavailableException(String reason) {
        this(reason, false);
    }

    private UnavailableException(String reason, boolean unclear) {
        super(reason);
        this.unclear = unclear;
    }

    /** The directory answers, and what it says of one account is of no use. */
    static UnavailableException unclear(String reason) {
        return new UnavailableException(reason, true);
    }

    /** The same, thrown by another thread. */
    UnavailableException again() {
        return new UnavailableException(reason(), unclear);
    }

    Lookup lookup() {
        return unclear ? Lookup.unclear(reason()) : Lookup.unavailable(reason());
    }

    GroupLookup groupLookup() {
        return unclear ? GroupLookup.unclear(reason()) : GroupLookup.unavailable(reason());
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
