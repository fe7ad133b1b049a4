package org.mailcloak.address;

import java.util.List;
import java.util.function.Predicate;

/**
 * What one spelling of an address may turn out to mean. Nearly always that is one address. A check is passed only if
 * <em>every</em> reading passes it, so that no spelling gets through where the plain form would not.
 *
 * @param readings the addresses it may become, the plain reading first; empty if it is no address
 * @param domains every domain that it names, also where the rest is no address, and every domain that it looks like because
 *     the rest of it is invisible
 * @param understood false if some part is no address; such a spelling equals nothing
 * @param lacksOrigin true if Postfix will complete it with a domain that is not known here, or it is too long to be read
 */
public record AddressInterpretations(
        List<EmailAddress> readings, List<MailDomain> domains, boolean understood, boolean lacksOrigin) {

    public AddressInterpretations {
        readings = List.copyOf(readings);
        domains = List.copyOf(domains);
    }

    /** The usual case: one address and nothing else. */
    static AddressInterpretations of(EmailAddress address) {
        return new AddressInterpretations(List.of(address), List.of(address.domain()), true, false);
    }

    /** One address, whose domain looks like another one. */
    static AddressInterpretations of(EmailAddress address, MailDomain look) {
        return new AddressInterpretations(List.of(address), List.of(address.domain(), look), true, false);
    }

    /** Whether it names a domain that fits, or may do so: an origin that is not known may be any domain. */
    public boolean names(Predicate<MailDomain> domain) {
        if (lacksOrigin) {
            return true;
        }
        // By index: asked with every request, and an iterator would be an object each time.
        for (int i = 0; i < domains.size(); i++) {
            if (domain.test(domains.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is an address and every reading fits. */
    public boolean all(Predicate<EmailAddress> address) {
        if (!understood || readings.isEmpty()) {
            return false;
        }
        for (EmailAddress reading : readings) {
            if (!address.test(reading)) {
                return false;
            }
        }
        return true;
    }
}
