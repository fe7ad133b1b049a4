package org.mailcloak.server.handler;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.mailcloak.cache.CacheSettings;
import org.mailcloak.cache.CachingIdentityProvider;
import org.mailcloak.cache.CachingMailStore;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.server.transport.OutboundBuffer;
import org.mailcloak.store.MailStore;

/** The caches before sources that answer in the caller's thread, so that no request waits. */
final class LookupsFixture {

    private LookupsFixture() {}

    static NonBlockingLookups of(MailStore store, IdentityProvider provider) {
        CachingMailStore cachedStore = new CachingMailStore(store, 100, Duration.ZERO, System::nanoTime);
        CachingIdentityProvider cachedProvider =
                new CachingIdentityProvider(provider, CacheSettings.defaults(), Runnable::run, System::nanoTime);
        return new NonBlockingLookups(cachedStore, cachedProvider, Runnable::run, System::nanoTime);
    }

    /** The reply to one request, as it goes over the wire. */
    static <R> ByteBuffer answer(RequestHandler<R, ?> handler, R request) {
        OutboundBuffer out = new OutboundBuffer();
        if (!handler.answer(request, out)) {
            throw new AssertionError("The request waits");
        }
        return out.waiting();
    }
}
