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
import org.mailcloak.idp.IdentityChange;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.ProviderAnswer;

/**
 * The answers of a provider, and the calls that will bring more. A change begins a new {@link Epoch}: calls of the one
 * before are joined by nobody any more and their answers are not kept, since they may tell what was before the change.
 * Which of the answers that are there become void is told by {@link Versions}.
 *
 * <p>Answers are recalled without a lock; what changes the memory takes one.
 */
final class Memory {

    /** As good as for ever, and still a sum of nanoseconds that fits a long. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final CacheSettings settings;
    private final Ticker ticker;
    private final Versions versions = new Versions();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Epoch epoch;
    private volatile Watch watch;

    Memory(CacheSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
        this.epoch = new Epoch(answers());
        this.watch = Watch.none(ticker.read());
    }

    /** The time between two changes. */
    static final class Epoch {

        private final Cache<Key, Answer> answers;

        /** Calls that were begun in it and have not ended. */
        final ConcurrentMap<Key, Call> calls = new ConcurrentHashMap<>();

        private Epoch(Cache<Key, Answer> answers) {
            this.answers = answers;
        }
    }

    Epoch epoch() {
        return epoch;
    }

    /** The watch over the provider's changes; to be taken before a question is asked under it. */
    Watch watch() {
        return watch;
    }

    /** The answer that no change has made void, however old it is. */
    @Nullable
    Answer recall(Key key) {
        Answer answer = epoch.answers.getIfPresent(key);
        return answer != null && versions.of(answer.subject(), answer.lookup()) == answer.version() ? answer : null;
    }

    /** Keeps an answer, unless there was a change since the question was asked. */
    void keep(Epoch then, Watch under, Key key, long askedAt, ProviderAnswer lookup) {
        changing.lock();
        try {
            if (then == epoch) {
                int subject = key.subject();
                // A feed is live when it tells of every account, which says nothing of groups: they have an age of
                // their own. So has "nobody", which refuses mail for good: no entry changes when an access rule hides
                // somebody, nor when it is mended.
                boolean told = lookup instanceof Lookup && lookup.isFound();
                Watch watched = told ? under : Watch.none(askedAt);
                epoch.answers.put(key, new Answer(lookup, askedAt, watched, subject, versions.of(subject, lookup)));
            }
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

    void forget(IdentityChange change) {
        changing.lock();
        try {
            // In this order: who asks after an answer is void must not join a call from before.
            epoch = new Epoch(epoch.answers);
            versions.changed(change);
        } finally {
            changing.unlock();
        }
    }

    /** Answers that found nobody are forgotten with them: what was no group's address may be one's now. */
    void forgetGroups() {
        changing.lock();
        try {
            epoch = new Epoch(epoch.answers);
            versions.groupsChanged();
        } finally {
            changing.unlock();
        }
    }

    /** From here on every change is told. */
    void beginWatch() {
        watch = Watch.begun();
    }

    /** Only after {@link #beginWatch}: what was asked before a watch has an age of its own. */
    void endWatch() {
        watch.end(ticker.read());
    }

    long size() {
        return epoch.answers.estimatedSize();
    }

    private Cache<Key, Answer> answers() {
        return Caffeine.newBuilder()
                .maximumWeight(settings.maxEntries())
                .weigher((Key key, Answer answer) -> key.weight() + Weight.of(answer.lookup()))
                .ticker(ticker)
                // Its upkeep is short, and a pool would be woken thousands of times a second by those who only read.
                .executor(Runnable::run)
                .expireAfter(Expiry.<Key, Answer>writing(this::lifetime))
                .build();
    }

    /** After that nobody would use it, whatever happens. That it may be used before is for its age to say. */
    private Duration lifetime(Key key, Answer answer) {
        return answer.watch().isKept() ? FOR_EVER : settings.lifetime(key, answer.lookup());
    }
}
