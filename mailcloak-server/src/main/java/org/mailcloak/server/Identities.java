package org.mailcloak.server;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.mailcloak.cache.CacheSettings;
import org.mailcloak.cache.CachingIdentityProvider;
import org.mailcloak.config.IdpSection;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.mirror.Mirror;
import org.mailcloak.mirror.MirrorSettings;

/** The identity provider behind its cache, and the threads that ask it. */
record Identities(CachingIdentityProvider provider, ExecutorService lookups, Optional<Mirroring> mirroring)
        implements AutoCloseable {

    /** Look-ups at the identity provider under way at once, and waiting; beyond that they are unavailable at once. */
    private static final int LOOKUP_THREADS = 16;

    private static final int LOOKUP_QUEUE = 1_000;

    /** All identities in memory, and the thread that reads them. */
    record Mirroring(Mirror mirror, ExecutorService scans) {

        static Mirroring of(IdentityProvider provider, IdpSection settings) {
            ExecutorService scans = Sources.threads("idp-scan", 1, 1);
            MirrorSettings times = new MirrorSettings(settings.mirrorScan(), settings.staleTtl());
            return new Mirroring(new Mirror(provider, times, scans, Ticker.systemTicker()), scans);
        }
    }

    /** Takes the provider over. */
    static Identities of(IdentityProvider provider, IdpSection settings) {
        ExecutorService lookups = Sources.threads("idp-lookup", LOOKUP_THREADS, LOOKUP_QUEUE);
        CacheSettings cache = new CacheSettings(
                settings.cacheTtl(),
                settings.loginTtl().orElse(settings.cacheTtl()),
                settings.negativeTtl(),
                settings.staleTtl(),
                Sources.maxEntries(Runtime.getRuntime().maxMemory()),
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

    Optional<Mirror> mirror() {
        return mirroring.map(Mirroring::mirror);
    }

    @Override
    public void close() {
        provider.close();
        lookups.shutdownNow();
        mirroring.ifPresent(some -> some.scans().shutdownNow());
    }
}
