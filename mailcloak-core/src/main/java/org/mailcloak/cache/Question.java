package org.mailcloak.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.ProviderAnswer;

/** One caller's question to the provider: the call that will answer it, and what serves if it does not. For one thread. */
final class Question {

    private final Call call;
    private final @Nullable ProviderAnswer stale;
    private final Duration staleAfter;
    private final ProviderCounters counters;
    private boolean counted;

    /**
     * @param call under way, joined by everybody who asks the same
     * @param stale an answer past its TTL that may still serve; null if there is none
     * @param staleAfter how long the call may take before the stale answer serves, from its beginning
     */
    Question(Call call, @Nullable ProviderAnswer stale, Duration staleAfter, ProviderCounters counters) {
        this.call = call;
        this.stale = stale;
        this.staleAfter = staleAfter;
        this.counters = counters;
    }

    Call call() {
        return call;
    }

    /** Waits for the answer, at most so long. */
    ProviderAnswer await(Duration patience, long now) {
        long wait = Math.max(0, dueAt(now + patience.toNanos()) - now);
        return orStale(call.await(Duration.ofNanos(wait)));
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
        return now - dueAt(until) < 0 ? null : orStale(Lookup.unavailable("no answer in the time left for it"));
    }

    /** When the wait ends at the latest, by the ticker. A call that has kept others waiting keeps nobody else so long. */
    long dueAt(long until) {
        if (stale == null) {
            return until;
        }
        long tired = call.begun() + staleAfter.toNanos();
        return tired - until < 0 ? tired : until;
    }

    private ProviderAnswer orStale(ProviderAnswer answer) {
        if (stale == null || answer.failure().isEmpty() || answer.isUnclear()) {
            return answer;
        }
        if (!counted) {
            counters.stale();
            counted = true;
        }
        return stale;
    }
}
