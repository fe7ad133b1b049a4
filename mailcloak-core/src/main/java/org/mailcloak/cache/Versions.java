package org.mailcloak.cache;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.ProviderAnswer;

/**
 * How often what answers are about has changed: a change makes answers void without a search for them, whatever their
 * number, and a look-up finds out by a few reads. Identities, addresses and names share counters by their hashes; that
 * two of them share one makes an answer void too often, never too seldom.
 *
 * <p>Safe for many threads.
 */
final class Versions {

    /** A power of two. A change makes one answer in so many void for nothing. */
    private static final int COUNTERS = 1 << 14;

    private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS);
    private final AtomicInteger changes = new AtomicInteger();

    /**
     * Of an answer. Whoever changes may be the one who was not there. An answer that found somebody is about those whom it
     * found, and about the name or the address that was asked for, whoever gets that. The sum of counters that only grow
     * is the same only if each of them is. An answer about groups is about everybody, who may join or leave them.
     *
     * @param subject of the question
     */
    int of(int subject, ProviderAnswer answer) {
        if (!(answer instanceof Lookup.Found found)) {
            return changes.get();
        }
        int sum = counters.get(subject);
        List<Identity> identities = found.identities();
        for (int i = 0; i < identities.size(); i++) {
            sum += counters.get(counter(identities.get(i).id().hashCode()));
        }
        return sum;
    }

    void groupsChanged() {
        changes.incrementAndGet();
    }

    void changed(IdentityChange change) {
        changes.incrementAndGet();
        counters.incrementAndGet(counter(change.id().hashCode()));
        change.now().ifPresent(now -> {
            counters.incrementAndGet(ofName(now.loginName()));
            Stream.concat(now.primaryAddress().stream(), now.aliasAddresses().stream())
                    .forEach(address -> counters.incrementAndGet(ofAddress(address)));
        });
    }

    /** The subject of an address. */
    static int ofAddress(EmailAddress address) {
        return counter(address.hashCode());
    }

    /** The subject of a login name. Letter case is the provider's business: names that differ in it alone are one. */
    static int ofName(String login) {
        return counter(login.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).hashCode());
    }

    private static int counter(int hash) {
        return (hash ^ hash >>> 16) & COUNTERS - 1;
    }
}
