package org.mailcloak.address;

import java.util.Optional;

/** Which domains are ours; {@link AddressReader} needs to know to read an address as Postfix will. */
public interface LocalDomains {

    /** Whether mail for the domain is ours. */
    boolean contains(MailDomain domain);

    /** The domain that completes an unqualified address: Postfix's {@code $myorigin}. */
    Optional<MailDomain> origin();
}
