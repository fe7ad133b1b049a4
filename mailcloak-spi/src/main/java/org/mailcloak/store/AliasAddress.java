package org.mailcloak.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;

/**
 * The address or addresses that an alias stands for: one address, or as a catch-all every address of a domain that is
 * not assigned otherwise.
 *
 * @param localPart in normal form; empty for a catch-all
 */
public record AliasAddress(String localPart, MailDomain domain) {

    public AliasAddress {
        requireNonNull(localPart, "localPart");
        requireNonNull(domain, "domain");
    }

    public static AliasAddress of(EmailAddress address) {
        return new AliasAddress(address.localPart(), address.domain());
    }

    public static AliasAddress catchAll(MailDomain domain) {
        return new AliasAddress("", domain);
    }

    /** Reads {@code local@domain} or {@code @domain}; empty if the text is neither. */
    public static Optional<AliasAddress> parse(String text) {
        return text.startsWith("@")
                ? MailDomain.parse(text.substring(1)).map(AliasAddress::catchAll)
                : EmailAddress.parse(text).map(AliasAddress::of);
    }

    public boolean isCatchAll() {
        return localPart.isEmpty();
    }

    /** {@code local@domain} or {@code @domain}, in normal form. */
    @Override
    public String toString() {
        return localPart + '@' + domain.name();
    }
}
