package org.mailcloak.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/**
 * A store that answers from memory while another store's {@linkplain MailStore#generation generation} stays the same.
 *
 * <p>The host calls {@link #refresh()} a few times a second. An answer is used only if the generation was checked within
 * the {@linkplain #CachingMailStore staleness} given: if the host is late, the next caller checks, and if the check
 * fails, so does the look-up. So a change that any process commits is seen within the staleness, and a store that
 * cannot be asked is never answered for from memory beyond it.
 *
 * <p>Answers live in one {@link StoreSnapshot} per generation. A look-up that began before a change puts its answer
 * into the old snapshot, where no look-up finds it.
 */
public final class CachingMailStore implements MailStore {

    private final MailStore store;
    private final long maxEntries;
    private final long stalenessNanos;
    private final Ticker ticker;
    private final Supplier<Instant> now;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private final LongAdder failedChecks = new LongAdder();
    private volatile StoreSnapshot snapshot;

    /** Written under the lock. */
    private volatile @Nullable StoreException lastFailure;

    /**
     * @param store closed together with this one
     * @param maxEntries bound of each kind of answer (domains, aliases, catch-alls, applications and their senders,
     *     certificates), from 1; long keys count for more
     * @param staleness the longest time between a commit and its effect here
     * @param ticker nanoseconds of a monotonic clock
     */
    public CachingMailStore(MailStore store, long maxEntries, Duration staleness, Ticker ticker) {
        this(store, maxEntries, staleness, ticker, Instant::now);
    }

    /** @param now the time of day, by which aliases expire */
    public CachingMailStore(
            MailStore store, long maxEntries, Duration staleness, Ticker ticker, Supplier<Instant> now) {
        this.store = requireNonNull(store, "store");
        this.maxEntries = maxEntries;
        this.stalenessNanos = staleness.toNanos();
        this.ticker = requireNonNull(ticker, "ticker");
        this.now = requireNonNull(now, "now");
        long checkedAt = ticker.read();
        this.snapshot = new StoreSnapshot(store.generation(), checkedAt, maxEntries, now);
    }

    /**
     * Checks the generation and forgets everything if it has moved.
     *
     * @throws org.mailcloak.store.StoreException if the store cannot be asked; the answers in memory stay as they are
     */
    public void refresh() {
        refreshing.lock();
        try {
            refreshHeld();
        } finally {
            refreshing.unlock();
        }
    }

    private void refreshHeld() {
        try {
            long checkedAt = ticker.read();
            long generation = store.generation();
            StoreSnapshot current = snapshot;
            if (current.generation == generation) {
                current.checkedAt = checkedAt;
            } else {
                snapshot = new StoreSnapshot(generation, checkedAt, maxEntries, now);
                changes.increment();
            }
        } catch (StoreException e) {
            lastFailure = e;
            failedChecks.increment();
            throw e;
        }
    }

    /**
     * A store that hangs fails slowly. Threads that waited while another one tried share that failure: if each tried in
     * turn, the last of many would wait for minutes, and Postfix gives up after 100 s.
     */
    private static void failIfNew(@Nullable StoreException failure, @Nullable StoreException before) {
        if (failure != null && failure != before) {
            throw new StoreException(String.valueOf(failure.getMessage()), failure);
        }
    }

    private StoreSnapshot current() {
        @Nullable StoreSnapshot checked = checkedSnapshot();
        if (checked != null) {
            return checked;
        }
        @Nullable StoreException before = lastFailure;
        refreshing.lock();
        try {
            if (ticker.read() - snapshot.checkedAt > stalenessNanos) {
                failIfNew(lastFailure, before);
                refreshHeld();
            }
            return snapshot;
        } finally {
            refreshing.unlock();
        }
    }

    /** What is in memory, if it was checked lately enough to be used. */
    @Nullable
    StoreSnapshot checkedSnapshot() {
        StoreSnapshot current = snapshot;
        return ticker.read() - current.checkedAt <= stalenessNanos ? current : null;
    }

    @Override
    public boolean isLocalDomain(MailDomain domain) {
        return answer(current().domains, domain, store::isLocalDomain);
    }

    @Override
    public Optional<MailDomain> firstLocalDomain() {
        StoreSnapshot now = current();
        StoreSnapshot.@Nullable FirstDomain known = now.firstDomain;
        if (known == null) {
            misses.increment();
            known = new StoreSnapshot.FirstDomain(store.firstLocalDomain());
            now.firstDomain = known;
        } else {
            hits.increment();
        }
        return known.domain();
    }

    @Override
    public Optional<Alias> findAlias(EmailAddress address) {
        StoreSnapshot now = current();
        return now.asOfNow(answer(now.aliases, address, store::findAlias));
    }

    @Override
    public Optional<Alias> findCatchAll(MailDomain domain) {
        StoreSnapshot now = current();
        return now.inForce(answer(now.catchAlls, domain, store::findCatchAll));
    }

    @Override
    public Optional<App> findApp(String id) {
        return answer(current().apps, id, store::findApp);
    }

    @Override
    public List<String> findAppsBySender(EmailAddress sender) {
        return answer(current().appsBySender, sender, store::findAppsBySender);
    }

    @Override
    public Optional<MailDomain> findDomainAlias(MailDomain domain) {
        return answer(current().domainAliases, domain, store::findDomainAlias);
    }

    @Override
    public Optional<String> findUnknownHost(MailDomain domain) {
        return answer(current().unknownHosts, domain, store::findUnknownHost);
    }

    @Override
    public Optional<Certificate> findCertificate(String fingerprint) {
        return answer(current().certificates, fingerprint, store::findCertificate);
    }

    private <K, V> V answer(Cache<K, V> answers, K key, Function<K, V> source) {
        @Nullable V known = answers.getIfPresent(key);
        if (known != null) {
            hits.increment();
            return known;
        }
        misses.increment();
        return answers.get(key, source);
    }

    /** Counts an answer that a caller found in a {@link #checkedSnapshot}. */
    void hit() {
        hits.increment();
    }

    @Override
    public long generation() {
        return current().generation;
    }

    /** What it has done, and its state now. The store is not asked. */
    public StoreStatistics statistics() {
        StoreSnapshot now = snapshot;
        return new StoreStatistics(
                hits.sum(),
                misses.sum(),
                now.generation,
                changes.sum(),
                failedChecks.sum(),
                Duration.ofNanos(ticker.read() - now.checkedAt));
    }

    @Override
    public void close() {
        store.close();
    }
}
