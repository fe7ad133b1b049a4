package org.mailcloak.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;
import org.mailcloak.address.MailDomain;

/**
 * A domain whose mail is ours.
 *
 * @param name as it is stored
 * @param enabled whether it is active
 * @param aliasOf the domain that it stands for, as it is stored; empty: it is a domain of its own
 * @param unknownHost where mail for its unknown addresses goes, as transport(5) reads it; empty: they are refused
 */
public record LocalDomain(String name, boolean enabled, Optional<String> aliasOf, Optional<String> unknownHost) {

    /** {@code [host]:port}, {@code host:port} or either without the port; an address literal stands in brackets. */
    private static final Pattern NEXT_HOP = Pattern.compile("(\\[([0-9A-Fa-f:.]+|IPv6:[0-9A-Fa-f:.]+|[A-Za-z0-9._-]+)]"
            + "|[A-Za-z0-9._-]+)(:([0-9]{1,5}|[a-z][a-z0-9-]*))?");

    private static final int MAX_HOP_LENGTH = 300;

    public LocalDomain {
        requireNonNull(name, "name");
        requireNonNull(aliasOf, "aliasOf");
        requireNonNull(unknownHost, "unknownHost");
    }

    /** A domain of its own that refuses mail for unknown addresses. */
    public LocalDomain(String name, boolean enabled) {
        this(name, enabled, Optional.empty(), Optional.empty());
    }

    /**
     * Checks what is to be stored.
     *
     * @throws StoreException if Postfix could not read the text as the next hop of smtp
     */
    public static void checkNextHop(MailDomain domain, String nextHop) {
        if (nextHop.length() > MAX_HOP_LENGTH || !NEXT_HOP.matcher(nextHop).matches()) {
            throw new StoreException("'" + nextHop + "' is no host for the unknown addresses of " + domain
                    + ": expected [host], [host]:port, or a domain whose MX is asked for");
        }
    }
}
