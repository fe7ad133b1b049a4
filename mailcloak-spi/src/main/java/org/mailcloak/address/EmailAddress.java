package org.mailcloak.address;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A mail address in normal form: both parts in lower case (root locale) and NFC, the local part without quotes, the
 * domain as in {@link MailDomain}. Spellings of one mailbox are equal.
 *
 * @param localPart the part before the last {@code @}, unquoted; never empty
 * @param domain the part after it
 */
public record EmailAddress(String localPart, MailDomain domain) {

    /** For {@link #parse}; a caller that builds one directly must hand over the normal form. */
    public EmailAddress {
        requireNonNull(localPart, "localPart");
        requireNonNull(domain, "domain");
        if (localPart.isEmpty()) {
            throw new IllegalArgumentException("A local part cannot be empty");
        }
    }

    /**
     * Reads {@code local@domain}, split at the last {@code @} (Postfix sends addresses without quotes, so the local
     * part may hold further ones). {@code "local"@domain} is the same address as {@code local@domain}.
     *
     * <p>This is the plain reading. What Postfix makes of an unqualified name or of {@code site!user} is the business
     * of {@link AddressReader}.
     *
     * @return empty if the text is no address; never an exception
     */
    public static Optional<EmailAddress> parse(String text) {
        requireNonNull(text, "text");
        int at = text.lastIndexOf('@');
        if (at <= 0) {
            return Optional.empty();
        }
        Optional<String> localPart = LocalParts.normalise(text.substring(0, at));
        if (localPart.isEmpty()) {
            return Optional.empty();
        }
        return MailDomain.parse(text.substring(at + 1)).map(domain -> new EmailAddress(localPart.get(), domain));
    }

    /** As {@link #parse}, in a domain that was read before; empty if the text is no local part. */
    public static Optional<EmailAddress> of(String localPart, MailDomain domain) {
        Optional<String> normal = localPart.isEmpty() ? Optional.empty() : LocalParts.normalise(localPart);
        return normal.isPresent() ? Optional.of(new EmailAddress(normal.get(), domain)) : Optional.empty();
    }

    /** The same domain under another local part. */
    EmailAddress withLocalPart(String other) {
        return new EmailAddress(other, domain);
    }

    /** {@code local@domain} in normal form. A local part that needs quotes in RFC 5321 gets none here. */
    @Override
    public String toString() {
        return localPart + '@' + domain.name();
    }
}
