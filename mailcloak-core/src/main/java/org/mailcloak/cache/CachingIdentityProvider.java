package org.mailcloak.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Diagnostics;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;
import org.mailcloak.idp.ProviderAnswer;
import org.mailcloak.mirror.Mirror;

/**
 * A provider that answers from memory and asks another one once per key at a time.
 *
 * <ul>
 *   <li>Found and not-found answers are kept for TTLs of their own; unavailable ones are never kept.
 *   <li>A found answer near the end of its TTL is renewed in the background while it still serves.
 *   <li>A look-up that fails is an outage only if the provider's {@linkplain IdentityProvider#probe own question} fails
 *       after it. Otherwise it is {@linkplain LookupResult#unclear unclear}.
 *   <li>In an outage, or while the provider as a whole is slower than {@link CacheSettings#staleAfter}, a found answer serves
 *       for {@link CacheSettings#staleTtl} more. A "not found" never does: it would refuse mail for good because of an outage.
 *   <li>After an unclear answer nothing older serves, then and later.
 *   <li>A provider that is out again and again is left alone for a while (a circuit breaker); look-ups that need it are
 *       unavailable at once. Its own question ends that.
 *   <li>Look-ups of accounts that are known have threads of their own, and memory of their own ({@link LookupThreads}).
 *   <li>The caller waits for {@link CacheSettings#deadline} at most. The call goes on and its answer serves later callers.
 *   <li>A change that the provider reports takes effect at once: the answers it concerns are forgotten, those that
 *       would be stale too, and all that found no account. An answer to a question asked before the change is not kept.
 *   <li>While the provider's {@linkplain ChangeListener#feedLive feed is live}, accounts found meanwhile need no TTL; "not
 *       found" keeps its own. When it breaks the TTLs hold again, counted from that moment.
 *   <li>A {@link Mirror} of the provider, if there is one, answers first; what it cannot answer is asked and kept as
 *       without it.
 * </ul>
 */
public final class CachingIdentityProvider implements IdentityProvider, GroupDirectory, ChangeFeed {

    /** The share of the TTL after which an answer is renewed ahead of its expiry. */
    private static final double RENEW_AT = 0.8;

    private final IdentityProvider provider;
    private final CacheSettings settings;
    private final Ticker ticker;
    private final ProviderCounters counters = new ProviderCounters();
    private final LookupCache memory;
    private final SingleFlight calls;
    private final CacheInvalidator changes;
    private final @Nullable Mirror mirror;

    /** Kept here because a plugin may be slow to answer. */
    private volatile Optional<GroupDirectory> groups = Optional.empty();

    /**
     * @param provider closed together with this one
     * @param executor runs the provider's blocking look-ups; it may refuse, which counts as unavailable
     * @param ticker nanoseconds of a monotonic clock
     */
    public CachingIdentityProvider(
            IdentityProvider provider, CacheSettings settings, Executor executor, Ticker ticker) {
        this(provider, settings, LookupThreads.all(executor), ticker, Optional.empty());
    }

    /**
     * @param provider closed together with this one
     * @param threads run the provider's blocking look-ups; they may refuse, which counts as a look-up that failed
     * @param ticker nanoseconds of a monotonic clock
     * @param mirror of the same provider; this one notifies it of the provider's changes
     */
    public CachingIdentityProvider(
            IdentityProvider provider,
            CacheSettings settings,
            LookupThreads threads,
            Ticker ticker,
            Optional<Mirror> mirror) {
        this.provider = requireNonNull(provider, "provider");
        this.settings = requireNonNull(settings, "settings");
        this.ticker = requireNonNull(ticker, "ticker");
        this.memory = new LookupCache(settings, ticker);
        this.calls = new SingleFlight(provider, settings, requireNonNull(threads, "threads"), ticker, memory, counters);
        this.changes = new CacheInvalidator(memory, counters, this::askForGroups);
        this.mirror = mirror.orElse(null);
        ChangeListener listener = mirror.<ChangeListener>map(all -> new CompositeChangeListener(all, changes))
                .orElse(changes);
        provider.changes().ifPresent(feed -> feed.subscribe(listener));
        askForGroups();
    }

    /** One thread at a time, so that no older answer takes the place of a newer one. */
    private synchronized void askForGroups() {
        groups = provider.groups().isPresent() ? Optional.of(this) : Optional.empty();
    }

    @Override
    public LookupResult findByLogin(String loginName) {
        return (LookupResult) find(new LookupKey.Login(loginName), settings.deadline());
    }

    @Override
    public LookupResult findRecipient(String loginName) {
        return (LookupResult) find(recipient(loginName), settings.deadline());
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        return (LookupResult) find(new LookupKey.Address(address), settings.deadline());
    }

    @Override
    public Optional<GroupDirectory> groups() {
        return groups;
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        return LookupKey.Group.lookup(find(new LookupKey.Group(address), settings.deadline()));
    }

    @Override
    public Optional<ChangeFeed> changes() {
        return Optional.of(this);
    }

    /**
     * A view for one request: its look-ups together wait no longer than the budget, and each no longer than the
     * deadline. For one thread, and never closed.
     */
    public IdentityProvider within(Duration budget) {
        return new Budgeted(ticker.read() + budget.toNanos());
    }

    @Override
    public void subscribe(ChangeListener listener) {
        changes.passTo(requireNonNull(listener, "listener"));
    }

    /** Asks the provider itself, past the cache. */
    @Override
    public Probe probe() {
        return provider.probe();
    }

    /** Asks the provider itself, past the cache. */
    @Override
    public Optional<Diagnostics> diagnostics() {
        return provider.diagnostics();
    }

    @Override
    public void close() {
        provider.close();
    }

    /** What it has done, and its state now. */
    public ProviderStatistics statistics() {
        return counters.statistics(calls.breaker(), memory.size(), changes.isLive());
    }

    private ProviderAnswer find(LookupKey key, Duration patience) {
        @Nullable ProviderAnswer fresh = fresh(key);
        return fresh != null ? fresh : question(key).await(patience, ticker.read());
    }

    /** One memory serves both, unless those who log in are to be fresher. */
    LookupKey recipient(String loginName) {
        LookupKey.Login login = new LookupKey.Login(loginName);
        return settings.loginTtl().compareTo(settings.foundTtl()) < 0 ? new LookupKey.Recipient(login) : login;
    }

    /** What is in memory and within its TTL; near the end of that it is renewed in the background. Null: ask. */
    @Nullable
    ProviderAnswer fresh(LookupKey key) {
        Optional<LookupResult> mirrored =
                mirror != null && mayAnswer(mirror, key) ? key.find(mirror) : Optional.empty();
        if (mirrored.isPresent()) {
            counters.hit();
            return mirrored.get();
        }
        @Nullable CacheEntry answer = memory.recall(key);
        if (answer == null) {
            return null;
        }
        long age = answer.age(ticker.read());
        long ttl = settings.ttl(key, answer.lookup()).toNanos();
        if (age >= ttl) {
            return null;
        }
        if (age >= ttl * RENEW_AT) {
            calls.ask(key, true, answer.isFound());
        }
        counters.hit();
        return answer.lookup();
    }

    /**
     * Where logins are to be fresher than other answers, what was read some minutes ago is too old for them. Where every
     * message is to ask, so is what a live feed keeps up to date: that is some milliseconds behind.
     */
    private boolean mayAnswer(Mirror all, LookupKey key) {
        return !(key instanceof LookupKey.Login)
                || settings.loginTtl().compareTo(settings.foundTtl()) >= 0
                || (!settings.loginTtl().isZero() && all.isWatched());
    }

    /** Asks the provider, and returns the call with what serves meanwhile. */
    PendingLookup question(LookupKey key) {
        @Nullable CacheEntry answer = memory.recall(key);
        @Nullable ProviderAnswer stale = answer != null && mayServeStale(key, answer) ? answer.lookup() : null;
        if (stale == null && mirror != null) {
            stale = key.recall(mirror).orElse(null);
        }
        counters.miss();
        InFlightCall call = calls.ask(key, false, stale != null);
        return new PendingLookup(call, stale, settings.staleAfter(), calls.probes(), counters);
    }

    private boolean mayServeStale(LookupKey key, CacheEntry answer) {
        return answer.isFound()
                && answer.age(ticker.read())
                        < settings.lifetime(key, answer.lookup()).toNanos();
    }

    /** When a caller who begins to wait now gives up, by the ticker. */
    long patientUntil(long until) {
        return ticker.read() + patienceUntil(until).toNanos();
    }

    /** The time until an instant of the ticker, at most the deadline. */
    private Duration patienceUntil(long until) {
        long left = Math.max(0, until - ticker.read());
        return Duration.ofNanos(Math.min(left, settings.deadline().toNanos()));
    }

    private final class Budgeted implements IdentityProvider, GroupDirectory {

        private final long until;

        Budgeted(long until) {
            this.until = until;
        }

        @Override
        public LookupResult findByLogin(String loginName) {
            return (LookupResult) find(new LookupKey.Login(loginName), patienceUntil(until));
        }

        @Override
        public LookupResult findRecipient(String loginName) {
            return (LookupResult) find(recipient(loginName), patienceUntil(until));
        }

        @Override
        public LookupResult findByAddress(EmailAddress address) {
            return (LookupResult) find(new LookupKey.Address(address), patienceUntil(until));
        }

        @Override
        public Optional<GroupDirectory> groups() {
            return groups.isPresent() ? Optional.of(this) : Optional.empty();
        }

        @Override
        public GroupLookup findGroupByAddress(EmailAddress address) {
            return LookupKey.Group.lookup(find(new LookupKey.Group(address), patienceUntil(until)));
        }

        @Override
        public void close() {}
    }
}
