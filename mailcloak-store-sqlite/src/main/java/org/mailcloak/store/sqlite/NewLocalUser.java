package org.mailcloak.store.sqlite;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;

/**
 * What {@link LocalUsers#add} needs to know.
 *
 * @param login stored in lower case; not blank and without control characters, or the user is refused
 * @param addresses the first one is the primary one; may be empty
 * @param id of a user that is restored; empty: a new one
 * @param scope to whom the user may write
 * @param passwordHash in Dovecot's form, as {@link PasswordHash#argon2id} makes it; empty: no login until one is set
 */
public record NewLocalUser(
        String login,
        Optional<String> id,
        List<EmailAddress> addresses,
        AccountState state,
        AccountScope scope,
        Optional<String> passwordHash) {

    public NewLocalUser {
        requireNonNull(login, "login");
        requireNonNull(id, "id");
        requireNonNull(state, "state");
        requireNonNull(scope, "scope");
        requireNonNull(passwordHash, "passwordHash");
        addresses = List.copyOf(addresses);
    }

    /** A user who may write anywhere. */
    public NewLocalUser(String login, List<EmailAddress> addresses, AccountState state, Optional<String> passwordHash) {
        this(login, Optional.empty(), addresses, state, AccountScope.ANYWHERE, passwordHash);
    }

    /** An active user. */
    public static NewLocalUser active(String login, List<EmailAddress> addresses, Optional<String> passwordHash) {
        return new NewLocalUser(login, addresses, AccountState.ACTIVE, passwordHash);
    }

    /** Hides the hash. */
    @Override
    public String toString() {
        return "NewLocalUser[login=" + login + ", addresses=" + addresses + ", state=" + state + ", hasPassword="
                + passwordHash.isPresent() + "]";
    }
}
