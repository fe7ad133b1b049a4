package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;

/**
 * Where one target of an alias leads, one step.
 *
 * @param text as the alias holds it
 * @param answer what the alias map answers for it, as RFC 5321 writes addresses; empty where no mail may go
 * @param next the local address that has to be followed, for {@link Kind#ONWARD}
 * @param accounts those that it leads to, for {@link Kind#ACCOUNT}; empty if the provider cannot be asked and it is accepted as
 *     it was
 * @param detail what is wrong: one line, no secrets; else empty
 */
record ResolvedTarget(
        Kind kind, String text, String answer, Optional<EmailAddress> next, List<Account> accounts, String detail) {

    /** The cases. */
    enum Kind {
        ACCOUNT,
        ONWARD,
        /** In a domain that is not local. */
        ELSEWHERE,
        /** The account may not receive. */
        CLOSED,
        /** No account, alias or group has it. */
        LOST,
        UNAVAILABLE,
        /** Another account than the one that it is bound to. */
        CHANGED,
        /** An account whose mailbox cannot be determined. */
        AMBIGUOUS
    }

    static ResolvedTarget account(String text, String answer, List<Account> accounts) {
        return new ResolvedTarget(Kind.ACCOUNT, text, answer, Optional.empty(), accounts, "");
    }

    static ResolvedTarget onward(String text, String answer, EmailAddress next) {
        return new ResolvedTarget(Kind.ONWARD, text, answer, Optional.of(next), List.of(), "");
    }

    static ResolvedTarget elsewhere(String text, String answer) {
        return new ResolvedTarget(Kind.ELSEWHERE, text, answer, Optional.empty(), List.of(), "");
    }

    static ResolvedTarget none(Kind kind, String text, String detail) {
        return new ResolvedTarget(kind, text, "", Optional.empty(), List.of(), detail);
    }
}
