package org.mailcloak.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.mailcloak.address.MailDomain;

/**
 * The networks whose hosts may send as a local domain without a login, by domain.
 *
 * @param byDomain may be empty
 */
record ExternalNetworks(Map<MailDomain, List<NetworkRange>> byDomain) implements BiPredicate<MailDomain, String> {

    ExternalNetworks {
        byDomain = Map.copyOf(byDomain);
    }

    /** @param clientAddress as Postfix reports it; what is no IP address is in no network */
    @Override
    public boolean test(MailDomain domain, String clientAddress) {
        Optional<AddressLiteral> address =
                byDomain.containsKey(domain) ? AddressLiteral.parse(clientAddress) : Optional.empty();
        return address.isPresent()
                && byDomain.getOrDefault(domain, List.of()).stream()
                        .anyMatch(range -> range.contains(address.orElseThrow()));
    }
}
