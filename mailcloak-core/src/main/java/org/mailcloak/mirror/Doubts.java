package org.mailcloak.mirror;

import java.util.HashSet;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;

/**
 * What the last list leaves open, so that the provider has to be asked until the next one. Immutable.
 *
 * @param logins keys of names
 * @param everyLogin whether an account may have a name that is not known here, so that no name is without an account
 * @param everyAddress the same of addresses
 */
record Doubts(Set<String> logins, Set<EmailAddress> addresses, boolean everyLogin, boolean everyAddress) {

    static final Doubts NONE = new Doubts(Set.of(), Set.of(), false, false);

    /** There may be accounts of which nothing is known. */
    static final Doubts ABOUT_EVERYTHING = new Doubts(Set.of(), Set.of(), true, true);

    /** There may be further names of accounts whose addresses are known. */
    static final Doubts ABOUT_LOGINS = new Doubts(Set.of(), Set.of(), true, false);

    boolean isNone() {
        return logins.isEmpty() && addresses.isEmpty() && !everyLogin && !everyAddress;
    }

    /** A set of doubts that grows. For one thread. */
    static final class Collector {

        private final Set<String> logins = new HashSet<>();
        private final Set<EmailAddress> addresses = new HashSet<>();
        private boolean everyLogin;
        private boolean everyAddress;

        Collector add(Doubts more) {
            logins.addAll(more.logins);
            addresses.addAll(more.addresses);
            everyLogin |= more.everyLogin;
            everyAddress |= more.everyAddress;
            return this;
        }

        Collector add(Account account, Set<String> loginKeys) {
            logins.addAll(loginKeys);
            account.primaryAddress().ifPresent(addresses::add);
            addresses.addAll(account.aliasAddresses());
            return this;
        }

        void login(String key) {
            logins.add(key);
        }

        void address(EmailAddress address) {
            addresses.add(address);
        }

        Doubts doubts() {
            return new Doubts(logins, addresses, everyLogin, everyAddress);
        }
    }
}
