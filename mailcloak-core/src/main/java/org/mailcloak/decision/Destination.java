package org.mailcloak.decision;

import java.util.List;
import org.mailcloak.idp.MailGroup;

/**
 * What becomes of mail for an address.
 *
 * @param kind which of the cases it is
 * @param targets where it goes on to, as RFC 5321 writes addresses; empty unless {@link Kind#FORWARDED}
 * @param groups the group whose members the targets are, or those that the alias was followed to: each has a say in who may
 *     post
 * @param detail why, for {@link Kind#UNAVAILABLE} and {@link Kind#BROKEN}: one line, no secrets; else empty
 */
public record Destination(Kind kind, List<String> targets, List<MailGroup> groups, String detail) {

    /** The cases. */
    public enum Kind {
        /** An alias or a group takes it. */
        FORWARDED,
        /** It is the address of an account that may receive. */
        MAILBOX,
        /** No account that has the address, and no member of the group that has it, may receive anything. */
        CLOSED,
        /** No alias, no account and no group has the address. */
        NOBODY,
        /** The identity provider could not be asked. */
        UNAVAILABLE,
        /** An alias or a group takes it that leads back to itself or to too many addresses. Somebody has to mend it. */
        BROKEN
    }

    static final Destination MAILBOX = new Destination(Kind.MAILBOX, List.of(), List.of(), "");
    static final Destination CLOSED = new Destination(Kind.CLOSED, List.of(), List.of(), "");
    static final Destination NOBODY = new Destination(Kind.NOBODY, List.of(), List.of(), "");

    public Destination {
        targets = List.copyOf(targets);
        groups = List.copyOf(groups);
    }

    static Destination forwarded(List<String> targets) {
        return new Destination(Kind.FORWARDED, targets, List.of(), "");
    }

    static Destination toMembers(MailGroup group, List<String> targets) {
        return new Destination(Kind.FORWARDED, targets, List.of(group), "");
    }

    Destination reaching(List<MailGroup> more) {
        return new Destination(kind, targets, more, detail);
    }

    static Destination unavailable(String why) {
        return new Destination(Kind.UNAVAILABLE, List.of(), List.of(), why);
    }

    static Destination broken(String why) {
        return new Destination(Kind.BROKEN, List.of(), List.of(), why);
    }
}
