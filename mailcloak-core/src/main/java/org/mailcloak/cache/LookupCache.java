package org.mailcloak.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderAnswer;

/**
 * The answers of a provider, and the calls that will bring more. A change begins a new {@link Epoch}: no caller joins
 * calls of the one before any more, and their answers are not kept, since they may show the state before the change.
 * {@link InvalidationCounters} determine which of the answers that are there become void.
 *
 * <p>Answers are recalled without a lock; what changes the memory takes one.
 */
final class LookupCache {

    /** Practically without end, and still a sum of nanoseconds that fits a long. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /** The part of the bound for answers that found no account. */
    private static final int ABSENT_SHARE = 4;

    private final CacheSettings settings;
    private final Ticker ticker;
    private final InvalidationCounters versions = new InvalidationCounters();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Epoch epoch;
    private volatile FreshnessWindow watch;

    LookupCache(CacheSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
        this.epoch = new Epoch(answers());
        this.watch = FreshnessWindow.none(ticker.read());
    }

    /**
     * Answers that found something, and the others. They are apart because a stranger can make as many of the others as
     * there are addresses, and those must not drive out the accounts.
     */
    private record Answers(Cache<LookupKey, CacheEntry> found, Cache<LookupKey, CacheEntry> absent) {

        @Nullable
        CacheEntry of(LookupKey key) {
            @Nullable CacheEntry answer = found.getIfPresent(key);
            return answer != null ? answer : absent.getIfPresent(key);
        }

        void put(LookupKey key, CacheEntry answer) {
            (answer.isFound() ? absent : found).invalidate(key);
            (answer.isFound() ? found : absent).put(key, answer);
        }

        void drop(LookupKey key) {
            found.invalidate(key);
            absent.invalidate(key);
        }

        long size() {
            return found.estimatedSize() + absent.estimatedSize();
        }
    }

    /** The time between two changes. */
    static final class Epoch {

        private final Answers answers;

        /** Calls that were begun in it and have not ended. */
        final ConcurrentMap<LookupKey, InFlightCall> calls = new ConcurrentHashMap<>();

        private Epoch(Answers answers) {
            this.answers = answers;
        }
    }

    Epoch epoch() {
        return epoch;
    }

    /** The watch over the provider's changes; to be taken before a question is asked under it. */
    FreshnessWindow watch() {
        return watch;
    }

    /** The answer that no change has made void, however old it is. */
    @Nullable
    CacheEntry recall(LookupKey key) {
        CacheEntry answer = epoch.answers.of(key);
        return answer != null && versions.of(answer.subject(), answer.lookup()) == answer.version() ? answer : null;
    }

    /** Keeps an answer, unless there was a change since the question was asked. */
    void keep(Epoch then, FreshnessWindow under, LookupKey key, long askedAt, ProviderAnswer lookup) {
        changing.lock();
        try {
            if (then == epoch) {
                int subject = key.subject();
                // A feed is live when it reports every account, which says nothing of groups: they have an age of their
                // own. So has "not found", which refuses mail for good: no entry changes when an access rule hides an
                // account, nor when the rule is fixed.
                boolean told = lookup instanceof LookupResult && lookup.isFound();
                FreshnessWindow watched = told ? under : FreshnessWindow.none(askedAt);
                epoch.answers.put(key, new CacheEntry(lookup, askedAt, watched, subject, versions.of(subject, lookup)));
            }
        } finally {
            changing.unlock();
        }
    }

    /** What was known about it serves no more, in an outage neither: it may hold no longer. */
    void drop(LookupKey key) {
        changing.lock();
        try {
            epoch.answers.drop(key);
        } finally {
            changing.unlock();
        }
    }

    void forgetEverything() {
        changing.lock();
        try {
            epoch = new Epoch(answers());
        } finally {
            changing.unlock();
        }
    }

    void forget(AccountChange change) {
        changing.lock();
        try {
            // In this order: who asks after an answer is void must not join a call from before.
            epoch = new Epoch(epoch.answers);
            versions.changed(change);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Forgets the answers about groups, and with them those that found no account: an address that no group had may be
     * a group's now.
     */
    void forgetGroups() {
        changing.lock();
        try {
            epoch = new Epoch(epoch.answers);
            versions.groupsChanged();
        } finally {
            changing.unlock();
        }
    }

    /** Begins the time in which every change is reported. */
    void beginWatch() {
        watch = FreshnessWindow.begun();
    }

    /** Only after {@link #beginWatch}: what was asked before a watch has an age of its own. */
    void endWatch() {
        watch.end(ticker.read());
    }

    long size() {
        return epoch.answers.size();
    }

    private Answers answers() {
        long absent = Math.max(1, settings.maxEntries() / ABSENT_SHARE);
        return new Answers(answers(Math.max(1, settings.maxEntries() - absent)), answers(absent));
    }

    private Cache<LookupKey, CacheEntry> answers(long weight) {
        return Caffeine.newBuilder()
                .maximumWeight(weight)
                .weigher((LookupKey key, CacheEntry answer) -> key.weight() + EntryWeigher.of(answer.lookup()))
                .ticker(ticker)
                // Its upkeep is short, and a pool would be woken thousands of times a second by those who only read.
                .executor(Runnable::run)
                .expireAfter(Expiry.<LookupKey, CacheEntry>writing(this::lifetime))
                .build();
    }

    /**
     * Returns the time after which no look-up would use the answer in any case. Its age determines whether it may be
     * used before.
     */
    private Duration lifetime(LookupKey key, CacheEntry answer) {
        return answer.watch().isKept() ? FOR_EVER : settings.lifetime(key, answer.lookup());
    }
}
