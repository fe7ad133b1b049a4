package org.mailcloak.administration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mailcloak.address.AddressReader;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/**
 * Whom an administrator's change is checked against.
 *
 * @param providerId id of the provider, such as {@code local}
 * @param provider asked without a cache; the caller closes it
 * @param complete whether an account that the provider does not find exists nowhere: an unknown login is then refused
 *     instead of warned about
 * @param reader knows the delimiter of address extensions
 */
public record AccountDirectory(String providerId, IdentityProvider provider, boolean complete, AddressReader reader) {

    public AccountDirectory {
        requireNonNull(providerId, "providerId");
        requireNonNull(provider, "provider");
        requireNonNull(reader, "reader");
    }

    /** The id of an account as bindings of aliases store it. */
    public String accountId(Account account) {
        return providerId + ":" + account.id();
    }

    /** Whether both names are those of one account, by the provider's rule. */
    boolean sameLogin(String one, String other) {
        return provider.scanner()
                .map(accounts -> accounts.loginKey(one).equals(accounts.loginKey(other)))
                .orElse(one.equals(other));
    }

    /** Returns the accounts that have the address; empty if there is none or the provider cannot answer. */
    List<Account> owners(EmailAddress address) {
        return found(provider.findByAddress(address));
    }

    static List<Account> found(LookupResult lookup) {
        return lookup.fold(accounts -> accounts, List::of, reason -> List.of());
    }

    /** An objection to something unknown: as heavy as the provider's word. */
    Objection unknown(String message) {
        return complete ? Objection.unlessForced(message) : Objection.warning(message);
    }
}
