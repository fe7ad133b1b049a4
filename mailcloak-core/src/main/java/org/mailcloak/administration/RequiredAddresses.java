package org.mailcloak.administration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.EditableMailStore;

/** {@code postmaster} (RFC 5321 section 4.5.1) and {@code abuse} (RFC 2142 section 2), which every domain has to take. */
public final class RequiredAddresses {

    private static final List<String> LOCAL_PARTS = List.of("postmaster", "abuse");

    private final AddressUse use;

    public RequiredAddresses(EditableMailStore store, AccountDirectory accounts) {
        this.use = new AddressUse(requireNonNull(store, "store"), requireNonNull(accounts, "accounts"));
    }

    /** Both addresses of a domain. */
    public static Stream<EmailAddress> of(MailDomain domain) {
        return LOCAL_PARTS.stream().map(local -> new EmailAddress(local, domain));
    }

    /** Those of a local domain that no alias, account, group or catch-all takes; asks the provider. */
    public List<EmailAddress> missing(MailDomain domain) {
        return of(domain).filter(address -> !use.isReached(address)).toList();
    }
}
