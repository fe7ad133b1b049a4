package org.mailcloak.server.endpoint;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.mailcloak.cache.CacheSettings;
import org.mailcloak.cache.CachingIdentityProvider;
import org.mailcloak.cache.CachingMailStore;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.server.listen.Replies;
import org.mailcloak.store.MailStore;

/** The caches before sources that answer in the caller's thread, so that no request waits. */
final class Inquiries {

    private Inquiries() {}

    static Inquiry of(MailStore store, IdentityProvider provider) {
        CachingMailStore cachedStore = new CachingMailStore(store, 100, Duration.ZERO, System::nanoTime);
        CachingIdentityProvider cachedProvider =
                new CachingIdentityProvider(provider, CacheSettings.defaults(), Runnable::run, System::nanoTime);
        return new Inquiry(cachedStore, cachedProvider, Runnable::run, System::nanoTime);
    }

    /** The reply to one request, as it goes over the wire. */
    static <R> ByteBuffer answer(Desk<R> desk, R request) {
        Replies out = new Replies();
        if (!desk.answer(request, out)) {
            throw new AssertionError("The request waits");
        }
        return out.waiting();
    }
}
