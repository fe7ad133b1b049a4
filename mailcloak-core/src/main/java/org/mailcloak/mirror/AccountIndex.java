package org.mailcloak.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;

/**
 * What a scan reported, and which accounts it did not. An empty answer means: ask the provider. Accounts that are asked
 * for again and again are kept as they are answered, so that they need not be unpacked. Immutable but for that; safe
 * for many threads.
 */
final class AccountIndex {

    private static final Optional<LookupResult> NOBODY = Optional.of(LookupResult.notFound());

    private static final int NONE = -1;

    /** Answers kept: a power of two, and some 300 KB. */
    private static final int RECENT = 1 << 10;

    private final Records records;
    private final int size;
    private final Map<MailDomain, Integer> domains;
    private final Index index;
    private final Set<String> doubtfulLogins;
    private final Set<EmailAddress> doubtfulAddresses;
    private final boolean everybody;
    private final AtomicReferenceArray<@Nullable Recent> recent = new AtomicReferenceArray<>(RECENT);

    record Index(HashIndex ids, HashIndex logins, HashIndex addresses) {
        long bytes() {
            return ids.bytes() + logins.bytes() + addresses.bytes();
        }
    }

    private record Recent(int position, Account account, Optional<LookupResult> found) {}

    /**
     * @param size how many accounts there are
     * @param doubtfulLogins keys of names that only the provider can answer for
     * @param everybody whether an account that is not here does not exist
     */
    AccountIndex(
            Records records,
            int size,
            Map<MailDomain, Integer> domains,
            Index index,
            Set<String> doubtfulLogins,
            Set<EmailAddress> doubtfulAddresses,
            boolean everybody) {
        this.records = records;
        this.size = size;
        this.domains = domains;
        this.index = index;
        this.doubtfulLogins = doubtfulLogins;
        this.doubtfulAddresses = doubtfulAddresses;
        this.everybody = everybody;
    }

    /** Looks an account up by the key of its login. Only the provider can distinguish two accounts of one name. */
    Optional<LookupResult> byLogin(String key) {
        if (!doubtfulLogins.isEmpty() && doubtfulLogins.contains(key)) {
            return Optional.empty();
        }
        HashIndex slots = index.logins;
        int hash = key.hashCode();
        int only = NONE;
        for (int slot = slots.first(hash); !slots.isFree(slot); slot = slots.next(slot)) {
            if (slots.mayBe(slot, hash) && records.hasLogin(slots.position(slot), key)) {
                if (only != NONE) {
                    return Optional.empty();
                }
                only = slots.position(slot);
            }
        }
        return only == NONE ? nobody() : recent(only).found();
    }

    Optional<LookupResult> byAddress(EmailAddress address) {
        if (!doubtfulAddresses.isEmpty() && doubtfulAddresses.contains(address)) {
            return Optional.empty();
        }
        Integer domain = domains.get(address.domain());
        if (domain == null) {
            return nobody();
        }
        HashIndex slots = index.addresses;
        int hash = hash(address);
        int first = NONE;
        @Nullable List<Account> several = null;
        for (int slot = slots.first(hash); !slots.isFree(slot); slot = slots.next(slot)) {
            int position = slots.position(slot);
            if (!slots.mayBe(slot, hash) || !records.hasAddress(position, domain, address.localPart())) {
                continue;
            }
            if (first == NONE) {
                first = position;
                continue;
            }
            if (several == null) {
                several = new ArrayList<>();
                several.add(recent(first).account());
            }
            several.add(recent(position).account());
        }
        if (several != null) {
            return Optional.of(LookupResult.of(several));
        }
        return first == NONE ? nobody() : recent(first).found();
    }

    private Optional<LookupResult> nobody() {
        return everybody ? NOBODY : Optional.empty();
    }

    private Recent recent(int position) {
        int place = (position ^ (position >>> 10)) & (RECENT - 1);
        @Nullable Recent known = recent.getAcquire(place);
        if (known != null && known.position == position) {
            return known;
        }
        Account account = records.account(position);
        Recent fresh = new Recent(position, account, Optional.of(LookupResult.found(account)));
        recent.setRelease(place, fresh);
        return fresh;
    }

    static int hash(EmailAddress address) {
        return address.localPart().hashCode() * 31 + address.domain().name().hashCode();
    }

    boolean has(String id) {
        return positionOf(records, index.ids, id) != NONE;
    }

    Optional<Account> account(String id) {
        int position = positionOf(records, index.ids, id);
        return position == NONE ? Optional.empty() : Optional.of(records.account(position));
    }

    /** Keys of the names of the account of that id; empty if there is none. */
    Set<String> loginKeys(String id) {
        int position = positionOf(records, index.ids, id);
        return position == NONE ? Set.of() : records.loginKeys(position);
    }

    /** Negative if it is not there. */
    static int positionOf(Records records, HashIndex ids, String id) {
        int hash = id.hashCode();
        for (int slot = ids.first(hash); !ids.isFree(slot); slot = ids.next(slot)) {
            if (ids.mayBe(slot, hash) && records.id(ids.position(slot)).equals(id)) {
                return ids.position(slot);
            }
        }
        return NONE;
    }

    /** The position of each account, in no order. */
    void each(IntConsumer visitor) {
        for (int slot = 0; slot < index.ids.size(); slot++) {
            if (!index.ids.isFree(slot)) {
                visitor.accept(index.ids.position(slot));
            }
        }
    }

    Records records() {
        return records;
    }

    int size() {
        return size;
    }

    /** Keys of names that only the provider can answer for. */
    Set<String> doubtfulLogins() {
        return doubtfulLogins;
    }

    /** Addresses that only the provider can answer for. */
    Set<EmailAddress> doubtfulAddresses() {
        return doubtfulAddresses;
    }

    long bytes() {
        return records.bytes() + index.bytes();
    }
}
