package org.mailcloak.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Examination;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.ProviderAnswer;
import org.mailcloak.mirror.Mirror;

/**
 * Answers from memory and asks the provider once per key at a time.
 *
 * <ul>
 *   <li>Found and not-found answers are kept for TTLs of their own; unavailable ones are never kept.
 *   <li>A found answer near the end of its TTL is renewed in the background while it still serves.
 *   <li>While the provider is unavailable, or slower than {@link CacheSettings#staleAfter}, a found answer serves for
 *       {@link CacheSettings#staleTtl} more. A "not found" never does: it would refuse mail for good because of an outage.
 *   <li>An answer that is {@linkplain Lookup#unclear unclear} is no outage: nothing older serves instead.
 *   <li>A provider that fails again and again is left alone for a while (a circuit breaker); look-ups that need it are
 *       unavailable at once.
 *   <li>The caller waits for {@link CacheSettings#deadline} at most. The call goes on and its answer serves later callers.
 *   <li>A change that the provider reports takes effect at once: the answers it concerns are forgotten, those that would
 *       be stale too, and all that found nobody. An answer to a question asked before the change is not kept.
 *   <li>While the provider's {@linkplain ChangeListener#feedLive feed is live}, identities found meanwhile need no TTL; "not
 *       found" keeps its own. When it breaks the TTLs hold again, counted from that moment.
 *   <li>A {@link Mirror} of the provider, if there is one, answers first; what it cannot is asked and kept as ever.
 * </ul>
 */
public final class CachingIdentityProvider implements IdentityProvider {

    /** The share of the TTL after which an answer is renewed ahead of its expiry. */
    private static final double RENEW_AT = 0.8;

    private final IdentityProvider provider;
    private final CacheSettings settings;
    private final Ticker ticker;
    private final ProviderCounters counters = new ProviderCounters();
    private final Memory memory;
    private final Calls calls;
    private final Changes changes;
    private final @Nullable Mirror mirror;

    /** Kept here because a plugin may be slow to tell. */
    private volatile boolean groups;

    /**
     * @param provider closed together with this one
     * @param executor runs the provider's blocking look-ups; it may refuse, which counts as unavailable
     * @param ticker nanoseconds of a monotonic clock
     */
    public CachingIdentityProvider(
            IdentityProvider provider, CacheSettings settings, Executor executor, Ticker ticker) {
        this(provider, settings, executor, ticker, Optional.empty());
    }

    /**
     * @param provider closed together with this one
     * @param executor runs the provider's blocking look-ups; it may refuse, which counts as unavailable
     * @param ticker nanoseconds of a monotonic clock
     * @param mirror of the same provider; this one tells it of the provider's changes
     */
    public CachingIdentityProvider(
            IdentityProvider provider,
            CacheSettings settings,
            Executor executor,
            Ticker ticker,
            Optional<Mirror> mirror) {
        this.provider = requireNonNull(provider, "provider");
        this.settings = requireNonNull(settings, "settings");
        this.ticker = requireNonNull(ticker, "ticker");
        this.memory = new Memory(settings, ticker);
        this.calls = new Calls(provider, settings, requireNonNull(executor, "executor"), ticker, memory, counters);
        this.changes = new Changes(memory, counters, () -> groups = provider.hasGroups());
        this.mirror = mirror.orElse(null);
        provider.onChange(
                mirror.<ChangeListener>map(all -> new Both(all, changes)).orElse(changes));
        this.groups = provider.hasGroups();
    }

    @Override
    public Lookup findByLogin(String loginName) {
        return (Lookup) find(new Key.Login(loginName), settings.deadline());
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return (Lookup) find(new Key.Address(address), settings.deadline());
    }

    @Override
    public boolean hasGroups() {
        return groups;
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        return Key.Group.lookup(find(new Key.Group(address), settings.deadline()));
    }

    /**
     * A view for one request: its look-ups together wait no longer than the budget, and each no longer than the
     * deadline. For one thread, and never closed.
     */
    public IdentityProvider within(Duration budget) {
        return new Budgeted(ticker.read() + budget.toNanos());
    }

    @Override
    public void onChange(ChangeListener listener) {
        changes.passTo(requireNonNull(listener, "listener"));
    }

    /** Asks the provider itself, past the cache. */
    @Override
    public List<Diagnosis> diagnose(Examination wanted) {
        return provider.diagnose(wanted);
    }

    @Override
    public void close() {
        provider.close();
    }

    /** What it has done, and its state now. */
    public ProviderStatistics statistics() {
        return counters.statistics(calls.breaker(), memory.size(), changes.isLive());
    }

    private ProviderAnswer find(Key key, Duration patience) {
        @Nullable ProviderAnswer fresh = fresh(key);
        return fresh != null ? fresh : question(key).await(patience, ticker.read());
    }

    /** What is in memory and within its TTL; near the end of that it is renewed in the background. Null: ask. */
    @Nullable
    ProviderAnswer fresh(Key key) {
        Optional<Lookup> mirrored = mirror != null && mayAnswer(mirror, key) ? key.find(mirror) : Optional.empty();
        if (mirrored.isPresent()) {
            counters.hit();
            return mirrored.get();
        }
        @Nullable Answer answer = memory.recall(key);
        if (answer == null) {
            return null;
        }
        long age = answer.age(ticker.read());
        long ttl = settings.ttl(key, answer.lookup()).toNanos();
        if (age >= ttl) {
            return null;
        }
        if (age >= ttl * RENEW_AT) {
            calls.ask(key, true);
        }
        counters.hit();
        return answer.lookup();
    }

    /**
     * Where logins are to be fresher than other answers, what was read some minutes ago is too old for them. Where every
     * message is to ask, so is what a live feed keeps up to date: that is some milliseconds behind.
     */
    private boolean mayAnswer(Mirror all, Key key) {
        return !(key instanceof Key.Login)
                || settings.loginTtl().compareTo(settings.foundTtl()) >= 0
                || (!settings.loginTtl().isZero() && all.isWatched());
    }

    /** Asks the provider, and tells what serves meanwhile. */
    Question question(Key key) {
        @Nullable Answer answer = memory.recall(key);
        @Nullable ProviderAnswer stale = answer != null && mayServeStale(key, answer) ? answer.lookup() : null;
        if (stale == null && mirror != null) {
            stale = key.recall(mirror).orElse(null);
        }
        counters.miss();
        return new Question(calls.ask(key, false), stale, settings.staleAfter(), counters);
    }

    private boolean mayServeStale(Key key, Answer answer) {
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

    private final class Budgeted implements IdentityProvider {

        private final long until;

        Budgeted(long until) {
            this.until = until;
        }

        @Override
        public Lookup findByLogin(String loginName) {
            return (Lookup) find(new Key.Login(loginName), patienceUntil(until));
        }

        @Override
        public Lookup findByAddress(EmailAddress address) {
            return (Lookup) find(new Key.Address(address), patienceUntil(until));
        }

        @Override
        public boolean hasGroups() {
            return groups;
        }

        @Override
        public GroupLookup findGroupByAddress(EmailAddress address) {
            return Key.Group.lookup(find(new Key.Group(address), patienceUntil(until)));
        }

        @Override
        public void close() {}
    }
}
