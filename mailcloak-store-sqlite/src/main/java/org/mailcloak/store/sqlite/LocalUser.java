package org.mailcloak.store.sqlite;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;

/**
 * A user of the embedded provider, without the password hash.
 *
 * @param login in lower case; never blank
 * @param primaryAddress the main address, if there is one
 * @param moreAddresses further addresses, in alphabetical order
 * @param hasPassword whether a password is set; without one Dovecot refuses the login
 * @param id a UUID that stays the same for as long as the user exists
 */
public record LocalUser(
        String login,
        Optional<EmailAddress> primaryAddress,
        List<EmailAddress> moreAddresses,
        AccountState state,
        boolean hasPassword,
        String id) {

    public LocalUser {
        requireNonNull(primaryAddress, "primaryAddress");
        requireNonNull(state, "state");
        requireNonNull(id, "id");
        if (login.isBlank()) {
            throw new IllegalArgumentException("A user needs a login");
        }
        moreAddresses = List.copyOf(moreAddresses);
    }

    /** Whether the address is the primary one or one of the others. */
    public boolean owns(EmailAddress address) {
        return primaryAddress.filter(address::equals).isPresent() || moreAddresses.contains(address);
    }
}
