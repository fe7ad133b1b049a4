package org.mailcloak.server;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.mailcloak.cache.CacheSettings;
import org.mailcloak.cache.CachingIdentityProvider;
import org.mailcloak.cache.LookupThreads;
import org.mailcloak.config.IdpSection;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.mirror.MirrorSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The identity provider behind its cache, and the threads that ask it. */
record ProviderRuntime(CachingIdentityProvider provider, List<ExecutorService> lookups, Optional<Mirroring> mirroring)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderRuntime.class);

    /** Look-ups under way at once of logins and of accounts that are known; so many more may wait, others fail at once. */
    private static final int KNOWN_THREADS = 12;

    /**
     * All others. As many as serve each of Postfix's 100 processes within a deadline of 8 s, if every one of them asks for an
     * address that takes 2 s.
     */
    private static final int UNKNOWN_THREADS = 24;

    private static final int LOOKUP_QUEUE = 1_000;

    /** All accounts in memory, and the thread that reads them. */
    record Mirroring(Mirror mirror, ExecutorService scans) {

        static Mirroring of(AccountScanner scanner, IdpSection settings) {
            ExecutorService scans = WorkerThreads.pool("idp-scan", 1, 1);
            MirrorSettings times = new MirrorSettings(settings.mirrorScan(), settings.staleTtl());
            return new Mirroring(new Mirror(scanner, times, scans, Ticker.systemTicker()), scans);
        }
    }

    /** Takes the provider over. */
    static ProviderRuntime of(IdentityProvider provider, IdpSection settings) {
        ExecutorService known = WorkerThreads.pool("idp-known", KNOWN_THREADS, LOOKUP_QUEUE);
        ExecutorService unknown = WorkerThreads.pool("idp-lookup", UNKNOWN_THREADS, LOOKUP_QUEUE);
        ExecutorService probes = WorkerThreads.pool("idp-probe", 1, 2);
        CacheSettings cache = new CacheSettings(
                settings.cacheTtl(),
                settings.loginTtl().orElse(settings.cacheTtl()),
                settings.negativeTtl(),
                settings.staleTtl(),
                CacheBound.entries(Runtime.getRuntime().maxMemory()),
                CacheSettings.defaults().staleAfter(),
                CacheSettings.defaults().deadline());
        Optional<Mirroring> mirroring = settings.mirror() ? mirroring(provider, settings) : Optional.empty();
        return new ProviderRuntime(
                new CachingIdentityProvider(
                        provider,
                        cache,
                        new LookupThreads(known, unknown, probes),
                        Ticker.systemTicker(),
                        mirroring.map(Mirroring::mirror)),
                List.of(known, unknown, probes),
                mirroring);
    }

    private static Optional<Mirroring> mirroring(IdentityProvider provider, IdpSection settings) {
        Optional<AccountScanner> scanner = provider.scanner();
        if (scanner.isEmpty()) {
            LOG.warn(
                    "mirror: this identity provider cannot list its accounts. It is asked for each, and its answers are"
                            + " cached");
        }
        return scanner.map(accounts -> Mirroring.of(accounts, settings));
    }

    Optional<Mirror> mirror() {
        return mirroring.map(Mirroring::mirror);
    }

    @Override
    public void close() {
        provider.close();
        lookups.forEach(ExecutorService::shutdownNow);
        mirroring.ifPresent(some -> some.scans().shutdownNow());
    }
}
