package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.Certificate;

/** The answers of one generation of the store. Safe for many threads. */
@SuppressWarnings("NullableOptional") // null: not in memory; empty: there is none
final class StoreSnapshot {

    final long generation;
    final Cache<MailDomain, Boolean> domains;
    final Cache<EmailAddress, Optional<Alias>> aliases;
    final Cache<MailDomain, Optional<Alias>> catchAlls;
    final Cache<String, Optional<App>> apps;
    final Cache<EmailAddress, List<String>> appsBySender;
    final Cache<MailDomain, Optional<MailDomain>> domainAliases;
    final Cache<MailDomain, Optional<String>> unknownHosts;
    final Cache<String, Optional<Certificate>> certificates;

    /** Aliases end at a time of day, not at a tick. */
    private final Supplier<Instant> now;

    /** When the generation was last known to be the store's, by the ticker. */
    volatile long checkedAt;

    volatile @Nullable FirstDomain firstDomain;

    StoreSnapshot(long generation, long checkedAt, long maxEntries, Supplier<Instant> now) {
        this.now = now;
        this.generation = generation;
        this.checkedAt = checkedAt;
        this.domains = bounded(maxEntries, (domain, isLocal) -> EntryWeigher.of(domain.name()));
        this.aliases = bounded(maxEntries, (address, alias) -> EntryWeigher.of(address) + EntryWeigher.of(alias));
        this.catchAlls =
                bounded(maxEntries, (domain, alias) -> EntryWeigher.of(domain.name()) + EntryWeigher.of(alias));
        this.apps = bounded(maxEntries, (id, app) -> EntryWeigher.of(id) + EntryWeigher.ofApp(app));
        this.appsBySender = bounded(maxEntries, (address, ids) -> EntryWeigher.of(address) + EntryWeigher.of(ids));
        this.domainAliases = bounded(maxEntries, (domain, target) -> EntryWeigher.of(domain.name()));
        this.unknownHosts = bounded(maxEntries, (domain, host) -> EntryWeigher.of(domain.name()));
        this.certificates = bounded(
                maxEntries,
                (fingerprint, certificate) -> EntryWeigher.of(fingerprint)
                        + certificate
                                .map(found -> EntryWeigher.of(found.login()))
                                .orElse(0));
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
        Optional<Alias> known = aliases.getIfPresent(address);
        return known == null ? null : asOfNow(known);
    }

    @Nullable
    Optional<Alias> catchAll(MailDomain domain) {
        Optional<Alias> known = catchAlls.getIfPresent(domain);
        return known == null ? null : inForce(known);
    }

    /** With an alias that has expired since it was read as a disabled one. */
    Optional<Alias> asOfNow(Optional<Alias> alias) {
        return isOver(alias) ? alias.map(over -> over.asOf(now.get())) : alias;
    }

    /** Without a catch-all that has expired since it was read. */
    Optional<Alias> inForce(Optional<Alias> catchAll) {
        return isOver(catchAll) ? Optional.empty() : catchAll;
    }

    private boolean isOver(Optional<Alias> alias) {
        return alias.isPresent()
                && alias.get().expiresAt().isPresent()
                && alias.get().isExpired(now.get());
    }

    @Nullable
    Optional<MailDomain> domainAlias(MailDomain domain) {
        return domainAliases.getIfPresent(domain);
    }

    @Nullable
    Optional<String> unknownHost(MailDomain domain) {
        return unknownHosts.getIfPresent(domain);
    }

    @Nullable
    Optional<Certificate> certificate(String fingerprint) {
        return certificates.getIfPresent(fingerprint);
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
