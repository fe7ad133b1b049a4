package org.mailcloak.decision;

import java.util.List;

/**
 * What becomes of mail for an address.
 *
 * @param kind which of the cases it is
 * @param targets where it goes on to, as RFC 5321 writes addresses; empty unless {@link Kind#FORWARDED}
 * @param detail why, for {@link Kind#UNAVAILABLE} and {@link Kind#BROKEN}: one line, no secrets; else empty
 */
public record Destination(Kind kind, List<String> targets, String detail) {

    /** The cases. */
    public enum Kind {
        /** An alias takes it. */
        FORWARDED,
        /** It is the address of an account that may receive. */
        MAILBOX,
        /** Every account that has the address may receive nothing. */
        CLOSED,
        /** No alias and no account has the address. */
        NOBODY,
        /** The identity provider could not be asked. */
        UNAVAILABLE,
        /** An alias takes it that leads back to itself or to too many addresses. Somebody has to mend it. */
        BROKEN
    }

    static final Destination MAILBOX = new Destination(Kind.MAILBOX, List.of(), "");
    static final Destination CLOSED = new Destination(Kind.CLOSED, List.of(), "");
    static final Destination NOBODY = new Destination(Kind.NOBODY, List.of(), "");

    public Destination {
        targets = List.copyOf(targets);
    }

    static Destination forwarded(List<String> targets) {
        return new Destination(Kind.FORWARDED, targets, "");
    }

    static Destination unavailable(String why) {
        return new Destination(Kind.UNAVAILABLE, List.of(), why);
    }

    static Destination broken(String why) {
        return new Destination(Kind.BROKEN, List.of(), why);
    }
}
