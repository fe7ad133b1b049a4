package org.mailcloak.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.MailStore;
import org.mailcloak.store.StoreException;

/**
 * Answers from memory while the store's {@linkplain MailStore#generation generation} stays the same.
 *
 * <p>The host calls {@link #refresh()} a few times a second. An answer is used only if the generation was checked within
 * the {@linkplain #CachingMailStore staleness} given: if the host is late, the next caller checks, and if the check
 * fails, so does the look-up. So a change that any process commits is seen within the staleness, and a store that
 * cannot be asked is never answered for from memory beyond it.
 *
 * <p>Answers live in one {@link StoreSnapshot} per generation. A look-up that began before a change puts its answer into the
 * old snapshot, where nobody finds it.
 */
public final class CachingMailStore implements MailStore {

    private final MailStore store;
    private final long maxEntries;
    private final long stalenessNanos;
    private final Ticker ticker;
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
     * @param maxEntries bound of each kind of answer (domains, aliases, catch-alls, applications and their senders), from
     *     1; long keys count for more
     * @param staleness the longest time between a commit and its effect here
     * @param ticker nanoseconds of a monotonic clock
     */
    public CachingMailStore(MailStore store, long maxEntries, Duration staleness, Ticker ticker) {
        this.store = requireNonNull(store, "store");
        this.maxEntries = maxEntries;
        this.stalenessNanos = staleness.toNanos();
        this.ticker = requireNonNull(ticker, "ticker");
        long now = ticker.read();
        this.snapshot = new StoreSnapshot(store.generation(), now, maxEntries);
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
            long now = ticker.read();
            long generation = store.generation();
            StoreSnapshot current = snapshot;
            if (current.generation == generation) {
                current.checkedAt = now;
            } else {
                snapshot = new StoreSnapshot(generation, now, maxEntries);
                changes.increment();
            }
        } catch (StoreException e) {
            lastFailure = e;
            failedChecks.increment();
            throw e;
        }
    }

    /**
     * A store that hangs fails slowly. Those who waited while somebody else tried share that failure: if each tried in
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
        return answer(current().aliases, address, store::findAlias);
    }

    @Override
    public Optional<Alias> findCatchAll(MailDomain domain) {
        return answer(current().catchAlls, domain, store::findCatchAll);
    }

    @Override
    public Optional<App> findApp(String id) {
        return answer(current().apps, id, store::findApp);
    }

    @Override
    public List<String> findAppsBySender(EmailAddress sender) {
        return answer(current().appsBySender, sender, store::findAppsBySender);
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

    /** Somebody has found an answer in a {@link #checkedSnapshot}. */
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
