package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;

/** The answers of one generation of the store. Safe for many threads. */
@SuppressWarnings("NullableOptional") // null: not in memory; empty: there is none
final class StoreSnapshot {

    final long generation;
    final Cache<MailDomain, Boolean> domains;
    final Cache<EmailAddress, Optional<Alias>> aliases;
    final Cache<MailDomain, Optional<Alias>> catchAlls;
    final Cache<String, Optional<App>> apps;
    final Cache<EmailAddress, List<String>> appsBySender;

    /** When the generation was last known to be the store's, by the ticker. */
    volatile long checkedAt;

    volatile @Nullable FirstDomain firstDomain;

    StoreSnapshot(long generation, long checkedAt, long maxEntries) {
        this.generation = generation;
        this.checkedAt = checkedAt;
        this.domains = bounded(maxEntries, (domain, isLocal) -> Weight.of(domain.name()));
        this.aliases = bounded(maxEntries, (address, alias) -> Weight.of(address) + Weight.of(alias));
        this.catchAlls = bounded(maxEntries, (domain, alias) -> Weight.of(domain.name()) + Weight.of(alias));
        this.apps = bounded(maxEntries, (id, app) -> Weight.of(id));
        this.appsBySender = bounded(maxEntries, (address, ids) -> Weight.of(address));
    }

    /** Null if it is not in memory, as below. */
    @Nullable
    Boolean isLocalDomain(MailDomain domain) {
        return domains.getIfPresent(domain);
    }

    @Nullable
    Optional<MailDomain> firstLocalDomain() {
        FirstDomain known = firstDomain;
        return known == null ? null : known.domain();
    }

    @Nullable
    Optional<Alias> alias(EmailAddress address) {
        return aliases.getIfPresent(address);
    }

    @Nullable
    Optional<Alias> catchAll(MailDomain domain) {
        return catchAlls.getIfPresent(domain);
    }

    @Nullable
    Optional<App> app(String id) {
        return apps.getIfPresent(id);
    }

    @Nullable
    List<String> appsBySender(EmailAddress sender) {
        return appsBySender.getIfPresent(sender);
    }

    long generation() {
        return generation;
    }

    private static <K, V> Cache<K, V> bounded(long maxEntries, Weigher<K, V> weigher) {
        // Its upkeep is short, and a pool would be woken thousands of times a second by those who only read.
        return Caffeine.newBuilder()
                .maximumWeight(maxEntries)
                .weigher(weigher)
                .executor(Runnable::run)
                .build();
    }

    record FirstDomain(Optional<MailDomain> domain) {}
}
