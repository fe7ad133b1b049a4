package org.mailcloak.decision;

/** The three things that a decision can do to a command. Mailcloak never accepts mail: it only lets it pass on. */
public enum Verdict {
    /** Not our concern, or all is well: Postfix goes on with its next restriction. */
    PASS,
    /** Refused for good (5xx). */
    REJECT,
    /** Refused for now (4xx). */
    DEFER
}
