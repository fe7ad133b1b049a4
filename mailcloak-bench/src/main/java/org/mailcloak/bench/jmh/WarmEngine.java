package org.mailcloak.bench.jmh;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.cache.CacheSettings;
import org.mailcloak.cache.CachingIdentityProvider;
import org.mailcloak.cache.CachingMailStore;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.idp.Account;
import org.mailcloak.store.MailStore;
import org.mailcloak.testkit.FakeIdentityProvider;
import org.mailcloak.testkit.InMemoryMailStore;

/**
 * The sources as the server has them, caches included: alice, bob, and sales@d1.test, which is alice's. Once asked,
 * every question is answered from the caches; what is behind them does not matter.
 */
final class WarmEngine implements AutoCloseable {

    /** As often as the server does. What was not checked for a second is not believed. */
    private static final Duration STORE_CHECK = Duration.ofMillis(250);

    private final ExecutorService lookups = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CachingMailStore store =
            new CachingMailStore(aliases(), 100_000, Duration.ofSeconds(1), Ticker.systemTicker());
    private final CachingIdentityProvider provider = new CachingIdentityProvider(
            new FakeIdentityProvider(person("alice"), person("bob")),
            CacheSettings.defaults(),
            lookups,
            Ticker.systemTicker());

    WarmEngine() {
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(
                store::refresh, STORE_CHECK.toMillis(), STORE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static MailStore aliases() {
        InMemoryMailStore store = new InMemoryMailStore();
        store.domains().add(MailDomain.parse("d1.test").orElseThrow());
        store.aliases().add(address("sales@d1.test"), "alice");
        return store;
    }

    private static Account person(String login) {
        return Account.builder("id-" + login, login)
                .primaryAddress(address(login + "@d1.test"))
                .build();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    /** What each connection has in the server. */
    NonBlockingLookups lookups() {
        return new NonBlockingLookups(store, provider, lookups, Ticker.systemTicker());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        provider.close();
        lookups.shutdownNow();
        store.close();
    }
}
