package org.mailcloak.server;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mailcloak.cache.CacheSettings;
import org.mailcloak.cache.CachingIdentityProvider;
import org.mailcloak.cache.CachingMailStore;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.cache.ProviderStatistics;
import org.mailcloak.cache.StoreStatistics;
import org.mailcloak.config.IdpSection;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.mirror.MirrorSettings;
import org.mailcloak.mirror.MirrorStatistics;
import org.mailcloak.store.MailStore;

/** The store and the identity provider behind their caches. */
final class Sources implements AutoCloseable {

    /**
     * One answer of each kind may be kept for so much of the heap. With its key and what the cache needs for it an
     * identity has some 450 bytes; a domain, an alias and an application have some 250 each. So all of them together
     * take a third of the heap at the most, whatever strangers ask for.
     */
    private static final long HEAP_BYTES_PER_ENTRY = 4_096;

    private static final long MOST_ENTRIES = 100_000;

    /** A change by any process shows within this time ... */
    private static final Duration STORE_STALENESS = Duration.ofSeconds(1);

    /** ... and mostly within this one. */
    private static final Duration STORE_CHECK = Duration.ofMillis(250);

    /** When all identities are due to be read, that begins within this time. */
    private static final Duration MIRROR_CHECK = Duration.ofMillis(250);

    /** Look-ups at the identity provider under way at once, and waiting; beyond that they are unavailable at once. */
    private static final int LOOKUP_THREADS = 16;

    private static final int LOOKUP_QUEUE = 1_000;

    /** Reading from the database takes some 50 us. The queue holds a look-up of each connection. */
    private static final int STORE_THREADS = 2;

    private static final int STORE_QUEUE = 10_000;

    private final CachingMailStore store;
    private final ExecutorService storeReaders;
    private volatile Identities identities;

    /** The identity provider behind its cache, and the threads that ask it. */
    record Identities(CachingIdentityProvider provider, ExecutorService lookups, Optional<Mirroring> mirroring)
            implements AutoCloseable {

        /** All identities in memory, and the thread that reads them. */
        record Mirroring(Mirror mirror, ExecutorService scans) {

            static Mirroring of(IdentityProvider provider, IdpSection settings) {
                ExecutorService scans = threads("idp-scan", 1, 1);
                MirrorSettings times = new MirrorSettings(settings.mirrorScan(), settings.staleTtl());
                return new Mirroring(new Mirror(provider, times, scans, Ticker.systemTicker()), scans);
            }
        }

        /** Takes the provider over. */
        static Identities of(IdentityProvider provider, IdpSection settings) {
            ExecutorService lookups = threads("idp-lookup", LOOKUP_THREADS, LOOKUP_QUEUE);
            CacheSettings cache = new CacheSettings(
                    settings.cacheTtl(),
                    settings.loginTtl().orElse(settings.cacheTtl()),
                    settings.negativeTtl(),
                    settings.staleTtl(),
                    maxEntries(Runtime.getRuntime().maxMemory()),
                    CacheSettings.defaults().staleAfter(),
                    CacheSettings.defaults().deadline());
            Optional<Mirroring> mirroring =
                    settings.mirror() ? Optional.of(Mirroring.of(provider, settings)) : Optional.empty();
            return new Identities(
                    new CachingIdentityProvider(
                            provider, cache, lookups, Ticker.systemTicker(), mirroring.map(Mirroring::mirror)),
                    lookups,
                    mirroring);
        }

        @Override
        public void close() {
            provider.close();
            lookups.shutdownNow();
            mirroring.ifPresent(some -> some.scans().shutdownNow());
        }

        Optional<Mirror> mirror() {
            return mirroring.map(Mirroring::mirror);
        }
    }

    private Sources(CachingMailStore store, ExecutorService storeReaders, Identities identities) {
        this.store = store;
        this.storeReaders = storeReaders;
        this.identities = identities;
    }

    /** Puts the caches in front of both, and lets the timers keep the store's up to date. */
    static Sources cached(MailStore store, IdentityProvider provider, IdpSection settings, Timers timers) {
        long maxEntries = maxEntries(Runtime.getRuntime().maxMemory());
        CachingMailStore cachedStore = new CachingMailStore(store, maxEntries, STORE_STALENESS, Ticker.systemTicker());
        timers.every(STORE_CHECK, "database check", cachedStore::refresh);
        Sources sources = new Sources(
                cachedStore, threads("store-read", STORE_THREADS, STORE_QUEUE), Identities.of(provider, settings));
        timers.every(
                MIRROR_CHECK,
                "reading all identities",
                () -> sources.identities().mirror().ifPresent(Mirror::tick));
        return sources;
    }

    /** The bound of each kind of answer in a heap of this size. */
    static long maxEntries(long heapBytes) {
        return Math.min(MOST_ENTRIES, Math.max(1, heapBytes / HEAP_BYTES_PER_ENTRY));
    }

    private static ExecutorService threads(String name, int count, int queue) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(count, count, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    StoreStatistics storeStatistics() {
        return store.statistics();
    }

    ProviderStatistics providerStatistics() {
        return identities.provider().statistics();
    }

    /** Empty if not all identities are kept. */
    Optional<MirrorStatistics> mirrorStatistics() {
        return identities.mirror().map(Mirror::statistics);
    }

    /** Those that are asked now. */
    Identities identities() {
        return identities;
    }

    /**
     * From now on these are asked, and told of in statistics.
     *
     * @return those before, which the caller closes
     */
    Identities replaceIdentities(Identities next) {
        Identities before = identities;
        identities = next;
        return before;
    }

    /** For one connection, whose thread it never blocks. */
    Inquiry inquiry(Identities asked) {
        return new Inquiry(store, asked.provider(), storeReaders, Ticker.systemTicker());
    }

    @Override
    public void close() {
        identities.close();
        storeReaders.shutdownNow();
        store.close();
    }
}
