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
 * @param detail why, for {@link Kind#UNAVAILABLE}, {@link Kind#CHANGED}, {@link Kind#AMBIGUOUS} and {@link Kind#BROKEN}: one line, no secrets; else empty
 */
public record Resolution(Kind kind, List<String> targets, List<MailGroup> groups, String detail) {

    /** The cases. */
    public enum Kind {
        /** An alias or a group takes it, or the address is rewritten to the one with the account's login name. */
        FORWARDED,
        /** It is the address of an account that may receive. */
        MAILBOX,
        /** An alias takes it and throws it away. */
        DISCARDED,
        /** No account that has the address, and no member of the group that has it, may receive anything. */
        CLOSED,
        /** No alias, no account and no group has the address. */
        NOBODY,
        /** An alias has the address, and no account, alias or group has what it leads to. */
        LOST,
        /** The identity provider could not be asked. */
        UNAVAILABLE,
        /**
         * An alias has it that leads to another account than the one that it is bound to. The operator has to bind it
         * anew.
         */
        CHANGED,
        /** It is for an account whose mailbox cannot be determined. The operator has to repair it. */
        AMBIGUOUS,
        /**
         * An alias or a group takes it that leads back to itself or to too many addresses. The operator has to repair
         * it.
         */
        BROKEN
    }

    static final Resolution MAILBOX = new Resolution(Kind.MAILBOX, List.of(), List.of(), "");
    static final Resolution DISCARDED = new Resolution(Kind.DISCARDED, List.of(), List.of(), "");
    static final Resolution CLOSED = new Resolution(Kind.CLOSED, List.of(), List.of(), "");
    static final Resolution LOST = new Resolution(Kind.LOST, List.of(), List.of(), "");
    static final Resolution NOBODY = new Resolution(Kind.NOBODY, List.of(), List.of(), "");

    public Resolution {
        targets = List.copyOf(targets);
        groups = List.copyOf(groups);
    }

    static Resolution forwarded(List<String> targets) {
        return new Resolution(Kind.FORWARDED, targets, List.of(), "");
    }

    static Resolution forwarded(List<String> targets, List<MailGroup> groups) {
        return new Resolution(Kind.FORWARDED, targets, groups, "");
    }

    static Resolution unavailable(String why) {
        return new Resolution(Kind.UNAVAILABLE, List.of(), List.of(), why);
    }

    static Resolution changed(String why) {
        return new Resolution(Kind.CHANGED, List.of(), List.of(), why);
    }

    static Resolution ambiguous(String why) {
        return new Resolution(Kind.AMBIGUOUS, List.of(), List.of(), why);
    }

    static Resolution broken(String why) {
        return new Resolution(Kind.BROKEN, List.of(), List.of(), why);
    }
}
