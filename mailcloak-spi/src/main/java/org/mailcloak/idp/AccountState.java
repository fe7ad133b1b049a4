package org.mailcloak.idp;

/** What an account may do. */
public enum AccountState {
    /** May log in, send and receive. */
    ACTIVE,
    /** May log in and receive, but not send. */
    SEND_BLOCKED,
    /** May do nothing. */
    DISABLED
}
