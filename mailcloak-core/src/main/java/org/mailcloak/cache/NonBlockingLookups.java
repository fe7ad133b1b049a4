package org.mailcloak.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.store.MailStore;

/**
 * The look-ups of one request at a time, none of which blocks. What is in memory is answered at once. Any other
 * question is put to its source in the background and the look-ups {@linkplain #isWaiting() wait}: what was decided on
 * its answers so far is void, and the host decides again when {@link #onProgress} asks for that or {@link #dueAt} has
 * come. So one thread can serve any number of requests whose sources are slow, and none of them holds up the others.
 *
 * <p>The host calls {@link #begin} for each request, decides, and while the look-ups wait calls {@link #again} and
 * decides once more. It ends: when the budget is over, what is still not known is unavailable. A question is asked once
 * for a request, however often it is decided, so a decision is made on one answer to each.
 *
 * <p>For one thread at a time; reused for request after request.
 */
public final class NonBlockingLookups {

    private final PendingResults pending;
    private final NonBlockingMailStore storeView;
    private final IdentityProvider providerView;

    /**
     * @param storeReaders runs what has to be read from the store; it may refuse, which counts as a failure of the store
     * @param ticker the one of the two caches
     */
    public NonBlockingLookups(
            CachingMailStore store, CachingIdentityProvider provider, Executor storeReaders, Ticker ticker) {
        this.pending = new PendingResults(requireNonNull(ticker, "ticker"));
        this.storeView = new NonBlockingMailStore(
                requireNonNull(store, "store"), requireNonNull(storeReaders, "storeReaders"), pending);
        this.providerView = new NonBlockingIdentityProvider(requireNonNull(provider, "provider"), pending);
    }

    /** The store as the look-ups see it. Not to be closed. */
    public MailStore store() {
        return storeView;
    }

    /** The provider as the look-ups see it. Not to be closed. */
    public IdentityProvider provider() {
        return providerView;
    }

    /** A new request, whose look-ups together end within the budget. */
    public void begin(Duration budget) {
        pending.begin(budget);
    }

    /** Nanoseconds since the request began, by the ticker. */
    public long age() {
        return pending.age();
    }

    /** How many questions of the request are held in memory, answered or not. */
    public int asked() {
        return pending.size();
    }

    /** The request is answered: nothing of it is held until the next one begins. */
    public void end() {
        storeView.forget();
        pending.end();
    }

    /** The same request once more. */
    public void again() {
        pending.again();
    }

    /** Whether something was asked since {@link #begin} or {@link #again} whose answer is not known yet. */
    public boolean isWaiting() {
        return pending.isWaiting();
    }

    /**
     * Runs the task once when deciding again may lead further, in any thread; at once if that is so already. Only while
     * the look-ups wait.
     */
    public void onProgress(Runnable wake) {
        pending.onProgress(wake);
    }

    /** When to decide again even without progress, by the ticker: a stale answer then serves, or the budget is over. */
    public long dueAt() {
        return pending.dueAt();
    }
}
