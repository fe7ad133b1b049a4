package org.mailcloak.idp;

import org.mailcloak.address.EmailAddress;

/**
 * The groups of a provider that have addresses: distribution lists. Offered by {@link IdentityProvider#groups}; the rules of
 * {@link IdentityProvider} on threads, time, absence and throwing hold here too. Changes of groups are reported as {@link
 * ChangeListener} says for accounts.
 *
 * @since 1.0
 */
public interface GroupDirectory {

    /**
     * Looks up the group that has an address. The host asks only if no account has the address. {@link GroupExpander}
     * collects the members of groups within groups.
     *
     * @return at most one group; if several have the address, {@link GroupLookup.Broken} with their names in the reason
     */
    GroupLookup findGroupByAddress(EmailAddress address);
}
