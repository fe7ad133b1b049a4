package org.mailcloak.address;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A mail domain in normal form: lower case, A-labels (RFC 5890), no trailing dot. Two spellings of one domain are equal.
 *
 * @param name the normal form, such as {@code xn--bcher-kva.example}, or a domain literal such as {@code [192.0.2.1]};
 *     never empty
 */
public record MailDomain(String name) implements Comparable<MailDomain> {

    /** For {@link #parse}; a caller that builds one directly must hand over the normal form. */
    public MailDomain {
        requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A mail domain cannot be empty");
        }
    }

    /**
     * Reads a domain as a person or a client writes it. One trailing dot is dropped. A name that IDNA cannot convert
     * keeps its lower-case form, so that it equals itself and nothing else.
     *
     * @return empty if the text is empty, too long (over 1,024 characters, as written or in normal form; over 512 if
     *     it is not ASCII), or holds white
     *     space, control characters, special characters such as {@code @}, parentheses or quotes, or a second trailing dot
     */
    public static Optional<MailDomain> parse(String text) {
        return DomainNames.normalise(requireNonNull(text, "text")).map(MailDomain::new);
    }

    /** The domain with Unicode labels where it has any, for people to read. */
    public String toUnicode() {
        return DomainNames.toUnicode(name);
    }

    @Override
    public int compareTo(MailDomain other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
