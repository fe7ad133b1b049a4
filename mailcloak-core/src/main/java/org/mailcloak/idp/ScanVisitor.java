package org.mailcloak.idp;

import java.util.Set;
import org.mailcloak.address.EmailAddress;

/**
 * Is told the accounts of a provider during {@link IdentityProvider#scan}: by the thread that scans, one at a time, in any
 * order. An account may be told twice; the later telling holds.
 */
public interface ScanVisitor {

    /**
     * An account.
     *
     * @param loginNames every name that {@link IdentityProvider#findByLogin} finds it by, in any spelling; never empty
     */
    void found(Identity identity, Set<String> loginNames);

    /** An account that has no other name to log in with. */
    default void found(Identity identity) {
        found(identity, Set.of(identity.loginName()));
    }

    /**
     * There is an account about which a look-up would be {@link Lookup.Unavailable}, because what the provider holds of it
     * cannot be read or believed. Whoever asks by one of these has to ask the provider.
     */
    void doubtful(Set<String> loginNames, Set<EmailAddress> addresses);
}
