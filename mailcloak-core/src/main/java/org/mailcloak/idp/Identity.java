package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;

/**
 * One person or account, as the identity provider holds it.
 *
 * @param id the provider's own, immutable id, such as a UUID; never blank
 * @param loginName the name the account logs in with, in the provider's spelling; never blank
 * @param primaryAddress the account's mail address, if it has one
 * @param aliasAddresses further addresses that the provider holds; may be empty
 * @param state what the account may do
 * @param groups names of the groups it belongs to, if the provider was configured to tell them; may be empty
 */
public record Identity(
        String id,
        String loginName,
        Optional<EmailAddress> primaryAddress,
        Set<EmailAddress> aliasAddresses,
        AccountState state,
        Set<String> groups) {

    public Identity {
        requireNonNull(primaryAddress, "primaryAddress");
        requireNonNull(state, "state");
        if (id.isBlank() || loginName.isBlank()) {
            throw new IllegalArgumentException("An identity needs an id and a login name");
        }
        aliasAddresses = Set.copyOf(aliasAddresses);
        groups = Set.copyOf(groups);
    }

    /** Whether the address is the primary one or one of the aliases. */
    public boolean owns(EmailAddress address) {
        return primaryAddress.filter(address::equals).isPresent() || aliasAddresses.contains(address);
    }
}
