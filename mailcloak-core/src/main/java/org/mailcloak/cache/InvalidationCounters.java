package org.mailcloak.cache;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderAnswer;

/**
 * Counters of the changes of what answers are about. A change makes any number of answers void without a search for
 * them, and a look-up finds out by a few reads. Accounts, addresses and names share counters by their hashes; that two
 * of them share one makes an answer void too often, never too seldom.
 *
 * <p>Safe for many threads.
 */
final class InvalidationCounters {

    /** A power of two. A change makes one answer in so many void for nothing. */
    private static final int COUNTERS = 1 << 14;

    private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS);
    private final AtomicInteger changes = new AtomicInteger();

    /**
     * Returns the count for an answer. An account that changes may be the one that was not found. An answer that found
     * accounts is about those, and about the name or the address that was asked for, which another account may get. The
     * sum of counters that only grow is the same only if each of them is. An answer about groups is about all accounts,
     * which may join or leave them.
     *
     * @param subject of the question
     */
    int of(int subject, ProviderAnswer answer) {
        if (!(answer instanceof LookupResult.Found found)) {
            return changes.get();
        }
        int sum = counters.get(subject);
        List<Account> accounts = found.accounts();
        for (int i = 0; i < accounts.size(); i++) {
            sum += counters.get(counter(accounts.get(i).id().hashCode()));
        }
        return sum;
    }

    void groupsChanged() {
        changes.incrementAndGet();
    }

    void changed(AccountChange change) {
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
