package org.mailcloak.decision.site;

/** What happens to a recipient outside the local domains whose client has not logged in ({@code policy.foreign_recipients}). */
public enum ForeignRecipients {
    /** No objection: Postfix's own relay restrictions stand behind, and know its other domains and clients. */
    DUNNO,
    /** Refused, save from a trusted network. */
    REJECT
}
