package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;

/**
 * An attribute that holds mail addresses. The values of {@code proxyAddresses} have a type before them: {@code SMTP:} is
 * the primary address, {@code smtp:} a further one, and others ({@code X500:}, {@code SIP:}) are no mail addresses.
 */
record AddressAttribute(String name) {

    private static final String TYPED = "proxyAddresses";
    private static final String TYPE = "smtp:";
    private static final String PRIMARY = "SMTP:";

    private boolean isTyped() {
        return name.equalsIgnoreCase(TYPED);
    }

    /** The matching rules of these attributes ignore letter case: one form finds all. */
    Filter holding(EmailAddress address) {
        return Filter.createEqualityFilter(name, isTyped() ? TYPE + address : address.toString());
    }

    /** The addresses of the entry, a primary one first. A value that is no address equals nothing and is left out. */
    List<EmailAddress> of(Entry entry) {
        String[] values = entry.getAttributeValues(name);
        if (values == null) {
            return List.of();
        }
        return Arrays.stream(values)
                .sorted(Comparator.comparing((String value) -> !(isTyped() && value.startsWith(PRIMARY))))
                .map(this::withoutType)
                .flatMap(Optional::stream)
                .flatMap(value -> EmailAddress.parse(value.strip()).stream())
                .toList();
    }

    private Optional<String> withoutType(String value) {
        if (!isTyped()) {
            return Optional.of(value);
        }
        return value.toLowerCase(Locale.ROOT).startsWith(TYPE)
                ? Optional.of(value.substring(TYPE.length()))
                : Optional.empty();
    }
}
