package org.mailcloak.idp.authentik;

import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.Lookup;

/** authentik could not be asked, or its answer cannot be believed. The message is the reason: one line, no secrets. */
final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean unclear;

    UnavailableException(String reason) {
        this(reason, false);
    }

    private UnavailableException(String reason, boolean unclear) {
        super(reason);
        this.reason = reason;
        this.unclear = unclear;
    }

    /** authentik answers, and what it says of one account is of no use. */
    static UnavailableException unclear(String reason) {
        return new UnavailableException(reason, true);
    }

    Lookup lookup() {
        return unclear ? Lookup.unclear(reason) : Lookup.unavailable(reason);
    }

    GroupLookup groupLookup() {
        return unclear ? GroupLookup.unclear(reason) : GroupLookup.unavailable(reason);
    }

    String reason() {
        return reason;
    }
}
