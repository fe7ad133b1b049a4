package org.mailcloak.cli.mailserver;

/** What a mistake does to mail, the worst first. */
public enum Severity {
    /** Mail passes that Mailcloak would have refused. */
    UNCHECKED,
    /** Mail is refused, waits, or reaches the wrong place. */
    STOPPED,
    /** Works, and should be changed. */
    WARNING
}
