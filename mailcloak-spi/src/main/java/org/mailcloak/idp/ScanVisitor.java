package org.mailcloak.idp;

import java.util.Set;
import org.mailcloak.address.EmailAddress;

/**
 * A receiver of the accounts of a provider during {@link AccountScanner#scan}: called by the thread that scans, with
 * one account at a time, in any order. An account may be reported twice. Of reports with one id that
 * differ none holds: the caller asks the provider for all their names and addresses.
 */
public interface ScanVisitor {

    /**
     * An account.
     *
     * @param loginNames every name that {@link IdentityProvider#findByLogin} finds it by, in any spelling; never empty
     */
    void found(Account account, Set<String> loginNames);

    /** An account that has no other name to log in with. */
    default void found(Account account) {
        found(account, Set.of(account.loginName()));
    }

    /**
     * Reports an account about which a look-up would be {@link LookupResult.Unavailable}, because what the provider
     * holds of it cannot be read or believed. A caller that looks up one of these names or addresses has to ask the
     * provider.
     */
    void doubtful(Set<String> loginNames, Set<EmailAddress> addresses);
}
