package org.mailcloak.store.sqlite;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;

/**
 * A user of the embedded provider, without the password hash.
 *
 * @param login in lower case; never blank
 * @param primaryAddress the main address, if there is one
 * @param moreAddresses further addresses, in alphabetical order
 * @param hasPassword whether a password is set; without one Dovecot refuses the login
 * @param id a UUID that stays the same for as long as the user exists
 * @param scope to whom the user may write
 */
public record LocalUser(
        String login,
        Optional<EmailAddress> primaryAddress,
        List<EmailAddress> moreAddresses,
        AccountState state,
        boolean hasPassword,
        String id,
        AccountScope scope) {

    public LocalUser {
        requireNonNull(primaryAddress, "primaryAddress");
        requireNonNull(state, "state");
        requireNonNull(id, "id");
        requireNonNull(scope, "scope");
        if (login.isBlank()) {
            throw new IllegalArgumentException("A user needs a login");
        }
        moreAddresses = List.copyOf(moreAddresses);
    }

    /** Whether the address is the primary one or one of the others. */
    public boolean owns(EmailAddress address) {
        return primaryAddress.filter(address::equals).isPresent() || moreAddresses.contains(address);
    }

    /** Returns the account that the embedded provider answers with. */
    Account account() {
        return Account.builder(id, login)
                .primaryAddress(primaryAddress)
                .aliasAddresses(new HashSet<>(moreAddresses))
                .state(state)
                .scope(scope)
                .build();
    }
}
