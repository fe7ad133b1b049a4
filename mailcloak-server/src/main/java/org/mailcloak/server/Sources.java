package org.mailcloak.server;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mailcloak.cache.CachingMailStore;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.cache.ProviderStatistics;
import org.mailcloak.cache.StoreStatistics;
import org.mailcloak.config.IdpSection;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.mirror.Mirror;
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

    /** Reading from the database takes some 50 us. The queue holds a look-up of each connection. */
    private static final int STORE_THREADS = 2;

    private static final int STORE_QUEUE = 10_000;

    private final CachingMailStore store;
    private final ExecutorService storeReaders;
    private volatile Identities identities;

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

    /** Daemons, which end while there is nothing to do; what does not fit into the queue is refused. */
    static ExecutorService threads(String name, int count, int queue) {
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
