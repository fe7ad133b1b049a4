package org.mailcloak.decision.site;

/** Under which address mail for an account is handed to the mailbox server ({@code policy.deliver_to}). */
public enum DeliverTo {
    /** The recipient stays what it is: the mailbox server knows whose mailbox each address is. */
    ADDRESS,
    /** The alias map rewrites every address of an account to one with its login name, {@code login@domain}. */
    LOGIN
}
