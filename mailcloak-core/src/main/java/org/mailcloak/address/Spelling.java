package org.mailcloak.address;

import java.util.List;
import java.util.function.Predicate;

/**
 * What one spelling of an address may turn out to mean. Nearly always that is one address. A check is passed only if
 * <em>every</em> reading passes it, so that no spelling gets through where the plain form would not.
 *
 * @param readings the addresses it may become, the plain reading first; empty if it is no address
 * @param domains every domain that it names, also where the rest is no address
 * @param understood false if some part is no address; such a spelling equals nothing
 */
public record Spelling(List<EmailAddress> readings, List<MailDomain> domains, boolean understood) {

    public Spelling {
        readings = List.copyOf(readings);
        domains = List.copyOf(domains);
    }

    /** The usual case: one address and nothing else. */
    static Spelling of(EmailAddress address) {
        return new Spelling(List.of(address), List.of(address.domain()), true);
    }

    /** Whether it names a domain that fits. */
    public boolean names(Predicate<MailDomain> domain) {
        for (MailDomain named : domains) {
            if (domain.test(named)) {
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
