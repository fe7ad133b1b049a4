package org.mailcloak.server;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.mailcloak.cache.CachingMailStore;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.cache.ProviderStatistics;
import org.mailcloak.cache.StoreStatistics;
import org.mailcloak.config.IdpSection;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.mirror.MirrorStatistics;
import org.mailcloak.store.MailStore;

/** The store and the identity provider behind their caches. */
final class Backends implements AutoCloseable {

    /** A change by any process shows within this time ... */
    private static final Duration STORE_STALENESS = Duration.ofSeconds(1);

    /** ... and mostly within this one. */
    private static final Duration STORE_CHECK = Duration.ofMillis(250);

    /** When all accounts are due to be read, that begins within this time. */
    private static final Duration MIRROR_CHECK = Duration.ofMillis(250);

    /** Reading from the database takes some 50 us. The queue holds a look-up of each connection. */
    private static final int STORE_THREADS = 2;

    private static final int STORE_QUEUE = 10_000;

    private final CachingMailStore store;
    private final ExecutorService storeReaders;
    private volatile ProviderRuntime accounts;

    private Backends(CachingMailStore store, ExecutorService storeReaders, ProviderRuntime accounts) {
        this.store = store;
        this.storeReaders = storeReaders;
        this.accounts = accounts;
    }

    /** Puts the caches in front of both, and lets the timers keep the store's up to date. */
    static Backends cached(MailStore store, IdentityProvider provider, IdpSection settings, ScheduledTasks timers) {
        long maxEntries = CacheBound.entries(Runtime.getRuntime().maxMemory());
        CachingMailStore cachedStore = new CachingMailStore(store, maxEntries, STORE_STALENESS, Ticker.systemTicker());
        timers.every(STORE_CHECK, "database check", cachedStore::refresh);
        Backends sources = new Backends(
                cachedStore,
                WorkerThreads.pool("store-read", STORE_THREADS, STORE_QUEUE),
                ProviderRuntime.of(provider, settings));
        timers.every(
                MIRROR_CHECK,
                "reading all accounts",
                () -> sources.accounts().mirror().ifPresent(Mirror::tick));
        return sources;
    }

    StoreStatistics storeStatistics() {
        return store.statistics();
    }

    ProviderStatistics providerStatistics() {
        return accounts.provider().statistics();
    }

    /** Empty if not all accounts are kept. */
    Optional<MirrorStatistics> mirrorStatistics() {
        return accounts.mirror().map(Mirror::statistics);
    }

    /** Those that are asked now. */
    ProviderRuntime accounts() {
        return accounts;
    }

    /**
     * From now on these are asked, and statistics are of these.
     *
     * @return those before, which the caller closes
     */
    ProviderRuntime replaceAccounts(ProviderRuntime next) {
        ProviderRuntime before = accounts;
        accounts = next;
        return before;
    }

    /** For one connection, whose thread it never blocks. */
    NonBlockingLookups lookups(ProviderRuntime asked) {
        return new NonBlockingLookups(store, asked.provider(), storeReaders, Ticker.systemTicker());
    }

    @Override
    public void close() {
        accounts.close();
        storeReaders.shutdownNow();
        store.close();
    }
}
