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
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;

/**
 * What a scan told, and who was not there. An empty answer means: ask the provider. Accounts that are asked for again and
 * again are kept as they are answered, so that they need not be unpacked. Immutable but for that; safe for many threads.
 */
final class Content {

    private static final Optional<Lookup> NOBODY = Optional.of(Lookup.notFound());

    private static final int NONE = -1;

    /** Answers kept: a power of two, and some 300 KB. */
    private static final int RECENT = 1 << 10;

    private final Records records;
    private final int size;
    private final Map<MailDomain, Integer> domains;
    private final Index index;
    private final Set<String> doubtfulLogins;
    private final Set<EmailAddress> doubtfulAddresses;
    private final boolean severalNames;
    private final boolean everybody;
    private final AtomicReferenceArray<@Nullable Recent> recent = new AtomicReferenceArray<>(RECENT);

    record Index(Slots ids, Slots logins, Slots addresses) {
        long bytes() {
            return ids.bytes() + logins.bytes() + addresses.bytes();
        }
    }

    private record Recent(int position, Identity identity, Optional<Lookup> found) {}

    /**
     * @param size how many accounts there are
     * @param doubtfulLogins keys of names about which only the provider can tell
     * @param severalNames whether some account logs in with other names than the one it is known by
     * @param everybody whether whoever is not here does not exist
     */
    Content(
            Records records,
            int size,
            Map<MailDomain, Integer> domains,
            Index index,
            Set<String> doubtfulLogins,
            Set<EmailAddress> doubtfulAddresses,
            boolean severalNames,
            boolean everybody) {
        this.records = records;
        this.size = size;
        this.domains = domains;
        this.index = index;
        this.doubtfulLogins = doubtfulLogins;
        this.doubtfulAddresses = doubtfulAddresses;
        this.severalNames = severalNames;
        this.everybody = everybody;
    }

    static Content empty() {
        return new ContentBuilder(name -> name).finish(false);
    }

    /** Two accounts of one name are for the provider to tell apart. */
    Optional<Lookup> byLogin(String key) {
        if (!doubtfulLogins.isEmpty() && doubtfulLogins.contains(key)) {
            return Optional.empty();
        }
        Slots slots = index.logins;
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

    Optional<Lookup> byAddress(EmailAddress address) {
        if (!doubtfulAddresses.isEmpty() && doubtfulAddresses.contains(address)) {
            return Optional.empty();
        }
        Integer domain = domains.get(address.domain());
        if (domain == null) {
            return nobody();
        }
        Slots slots = index.addresses;
        int hash = hash(address);
        int first = NONE;
        @Nullable List<Identity> several = null;
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
                several.add(recent(first).identity());
            }
            several.add(recent(position).identity());
        }
        if (several != null) {
            return Optional.of(Lookup.of(several));
        }
        return first == NONE ? nobody() : recent(first).found();
    }

    private Optional<Lookup> nobody() {
        return everybody ? NOBODY : Optional.empty();
    }

    private Recent recent(int position) {
        int place = (position ^ (position >>> 10)) & (RECENT - 1);
        @Nullable Recent known = recent.getAcquire(place);
        if (known != null && known.position == position) {
            return known;
        }
        Identity identity = records.identity(position);
        Recent fresh = new Recent(position, identity, Optional.of(Lookup.found(identity)));
        recent.setRelease(place, fresh);
        return fresh;
    }

    static int hash(EmailAddress address) {
        return address.localPart().hashCode() * 31 + address.domain().name().hashCode();
    }

    boolean has(String id) {
        return positionOf(records, index.ids, id) != NONE;
    }

    /** Negative if it is not there. */
    static int positionOf(Records records, Slots ids, String id) {
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

    boolean hasSeveralNames() {
        return severalNames;
    }

    long bytes() {
        return records.bytes() + index.bytes();
    }
}
