package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;

/**
 * The address under which mail for an account is handed to the mailbox server.
 *
 * @param address empty unless {@link Kind#TOLD}
 * @param detail why, unless {@link Kind#TOLD}: one line, no secrets
 */
record Mailbox(Kind kind, Optional<EmailAddress> address, String detail) {

    /** The cases. */
    enum Kind {
        TOLD,
        /** The address would lead to a mailbox of another account too. */
        AMBIGUOUS,
        UNAVAILABLE
    }

    static Mailbox at(EmailAddress address) {
        return new Mailbox(Kind.TOLD, Optional.of(address), "");
    }

    static Mailbox ambiguous(String why) {
        return new Mailbox(Kind.AMBIGUOUS, Optional.empty(), why);
    }

    static Mailbox unavailable(String why) {
        return new Mailbox(Kind.UNAVAILABLE, Optional.empty(), why);
    }
}
