package org.mailcloak.decision;

/** What happens to a check that needs the identity provider while the provider is unavailable. */
public enum FailureMode {
    /** The mail is deferred. */
    TEMPFAIL,
    /** That one check is passed over; every check that can still be answered still refuses. */
    DUNNO
}
