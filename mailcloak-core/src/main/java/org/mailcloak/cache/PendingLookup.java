package org.mailcloak.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mailcloak.cache.health.Probes;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderAnswer;

/**
 * One caller's question to the provider: the call that will answer it, and what serves if it does not. For one thread.
 *
 * <p>A stale answer serves in an outage, and while the provider as a whole is slow: half-way to that the provider is asked
 * its own question, and if it answers that in time, only this look-up is slow and the caller goes on waiting. Otherwise an
 * account whose look-up is slow for a reason of its own would be as it was before for as long as stale answers live.
 */
final class PendingLookup {

    private final InFlightCall call;
    private final @Nullable ProviderAnswer stale;
    private final Duration staleAfter;
    private final Probes probes;
    private final ProviderCounters counters;
    private boolean counted;
    private boolean suspected;
    private boolean exonerated;
    private long tiredAt;

    /**
     * @param call under way, joined by all callers that ask the same
     * @param stale an answer past its TTL that may still serve; null if there is none
     * @param staleAfter how long the call may take before the stale answer serves, from its beginning
     * @param probes of the provider that is asked
     */
    PendingLookup(
            InFlightCall call,
            @Nullable ProviderAnswer stale,
            Duration staleAfter,
            Probes probes,
            ProviderCounters counters) {
        this.call = call;
        this.stale = stale;
        this.staleAfter = staleAfter;
        this.probes = probes;
        this.counters = counters;
        this.tiredAt = call.begun() + staleAfter.toNanos();
    }

    InFlightCall call() {
        return call;
    }

    /** Waits for the answer, at most so long. */
    ProviderAnswer await(Duration patience, long now) {
        long until = now + patience.toNanos();
        long at = now;
        while (true) {
            long due = dueAt(until);
            @Nullable ProviderAnswer arrived = call.await(Duration.ofNanos(Math.max(0, due - at)));
            if (arrived != null) {
                return orStale(arrived);
            }
            at = due - at > 0 ? due : at;
            @Nullable ProviderAnswer answer = answer(at, until);
            if (answer != null) {
                return answer;
            }
        }
    }

    /**
     * The answer, if it is known or is not waited for any longer.
     *
     * @param until when the caller's patience ends, by the ticker
     * @return null while the caller waits
     */
    @Nullable
    ProviderAnswer answer(long now, long until) {
        @Nullable ProviderAnswer answer = call.answer();
        if (answer != null) {
            return orStale(answer);
        }
        if (stale != null && mayServe(now)) {
            return served(stale);
        }
        return now - until < 0 ? null : LookupResult.unclear("no answer in the time left for it");
    }

    private boolean mayServe(long now) {
        if (!suspected && now - suspiciousAt() >= 0) {
            suspected = true;
            long patience = probes.wantedAt(call.begun()) + staleAfter.toNanos() / 2;
            tiredAt = patience - tiredAt > 0 ? patience : tiredAt;
        }
        if (suspected && !exonerated && now - tiredAt >= 0) {
            exonerated = probes.hasPassedSince(call.begun());
            return !exonerated;
        }
        return false;
    }

    /**
     * Returns when the wait ends or there is something to do. A call that has kept callers waiting keeps no further one
     * so long.
     */
    long dueAt(long until) {
        if (stale == null || exonerated) {
            return until;
        }
        long due = suspected ? tiredAt : suspiciousAt();
        return due - until < 0 ? due : until;
    }

    private long suspiciousAt() {
        return call.begun() + staleAfter.toNanos() / 2;
    }

    private ProviderAnswer orStale(ProviderAnswer answer) {
        return stale == null || answer.failure().isEmpty() || answer.isUnclear() ? answer : served(stale);
    }

    private ProviderAnswer served(ProviderAnswer old) {
        if (!counted) {
            counters.stale();
            counted = true;
        }
        return old;
    }
}
