package org.mailcloak.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.store.MailStore;

/**
 * The look-ups of one request at a time, none of which blocks. What is in memory is answered at once. Any other question
 * is put to its source in the background and the inquiry {@linkplain #isWaiting() waits}: what was decided on its
 * answers so far is void, and the host decides again when {@link #onProgress} tells it to or {@link #dueAt} has come.
 * So one thread can serve any number of requests whose sources are slow, and none of them holds up the others.
 *
 * <p>The host calls {@link #begin} for each request, decides, and while the inquiry waits calls {@link #again} and
 * decides once more. It ends: when the budget is over, what is still not known is unavailable. A question is asked once
 * in an inquiry, however often it is decided, so a decision is made on one answer to each.
 *
 * <p>For one thread at a time; reused for request after request.
 */
public final class Inquiry {

    private final CachingMailStore store;
    private final CachingIdentityProvider provider;
    private final Executor storeReaders;
    private final Ticker ticker;
    private final MailStore storeView = new StoreView(this);
    private final IdentityProvider providerView = new ProviderView(this);
    private final List<Pending> asked = new ArrayList<>(0);

    /** Those of them whose answer was missed in this try. It may have come since, which nobody else will tell of. */
    private final List<Pending> waitedFor = new ArrayList<>(0);

    private long until;

    /**
     * @param storeReaders runs what has to be read from the store; it may refuse, which counts as a failure of the store
     * @param ticker the one of the two caches
     */
    public Inquiry(CachingMailStore store, CachingIdentityProvider provider, Executor storeReaders, Ticker ticker) {
        this.store = requireNonNull(store, "store");
        this.provider = requireNonNull(provider, "provider");
        this.storeReaders = requireNonNull(storeReaders, "storeReaders");
        this.ticker = requireNonNull(ticker, "ticker");
    }

    /** The store as this inquiry sees it. Not to be closed. */
    public MailStore store() {
        return storeView;
    }

    /** The provider as this inquiry sees it. Not to be closed. */
    public IdentityProvider provider() {
        return providerView;
    }

    /** A new request, whose look-ups together end within the budget. */
    public void begin(Duration budget) {
        if (!asked.isEmpty()) {
            asked.clear();
        }
        until = ticker.read() + budget.toNanos();
        again();
    }

    /** The same request once more. */
    public void again() {
        if (!waitedFor.isEmpty()) {
            waitedFor.clear();
        }
    }

    /** Whether something was asked since {@link #begin} or {@link #again} whose answer is not known yet. */
    public boolean isWaiting() {
        return !waitedFor.isEmpty();
    }

    /**
     * Runs the task once when deciding again may lead further, in any thread; at once if that is so already. Only while
     * the inquiry waits.
     */
    public void onProgress(Runnable wake) {
        AtomicBoolean first = new AtomicBoolean(true);
        for (Pending pending : waitedFor) {
            pending.onDone(() -> {
                if (first.getAndSet(false)) {
                    wake.run();
                }
            });
        }
    }

    /** When to decide again even without progress, by the ticker: a stale answer then serves, or the budget is over. */
    public long dueAt() {
        long due = until;
        for (Pending pending : asked) {
            if (!pending.isDone() && pending.dueAt() - due < 0) {
                due = pending.dueAt();
            }
        }
        return due;
    }

    CachingMailStore cachedStore() {
        return store;
    }

    CachingIdentityProvider cachedProvider() {
        return provider;
    }

    Executor storeReaders() {
        return storeReaders;
    }

    long now() {
        return ticker.read();
    }

    /** When the budget ends, by the ticker. */
    long until() {
        return until;
    }

    void waitFor(Pending pending) {
        waitedFor.add(pending);
    }

    @Nullable
    Pending pending(Object key) {
        for (Pending pending : asked) {
            if (pending.key().equals(key)) {
                return pending;
            }
        }
        return null;
    }

    void remember(Pending pending) {
        asked.removeIf(old -> old.key().equals(pending.key()));
        asked.add(pending);
    }
}
