package org.mailcloak.table;

import java.util.Optional;
import java.util.function.Predicate;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;

/** Reads the keys of maps that know local addresses only. */
final class LocalAddress {

    private LocalAddress() {}

    /**
     * Returns the local address; empty for a foreign address and for what is no address: {@code <>}, {@code *}, a
     * domain.
     */
    static Optional<EmailAddress> of(String key, Predicate<MailDomain> isLocal) {
        return EmailAddress.parse(key).filter(address -> isLocal.test(address.domain()));
    }
}
