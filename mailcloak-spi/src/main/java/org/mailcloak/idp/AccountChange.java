package org.mailcloak.idp;

import java.util.Optional;

/**
 * The account of that id came, changed or went.
 *
 * @param id the provider's own, as in {@link Account#id}; never blank
 * @param now what the account has become, or was when it came; empty: it went
 * @since 1.0
 */
public record AccountChange(String id, Optional<Account> now) {

    public AccountChange {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A change needs the id of an account");
        }
        if (now.isPresent() && !now.get().id().equals(id)) {
            throw new IllegalArgumentException("The change of account " + id + " has another one's new form");
        }
    }

    /** The account is new, or is like this now. */
    public static AccountChange to(Account now) {
        return new AccountChange(now.id(), Optional.of(now));
    }

    /** There is no such account any more. */
    public static AccountChange gone(String id) {
        return new AccountChange(id, Optional.empty());
    }
}
