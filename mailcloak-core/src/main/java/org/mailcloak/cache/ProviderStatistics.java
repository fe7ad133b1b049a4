package org.mailcloak.cache;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a {@link CachingIdentityProvider} has done since it was made, and its state. All counts only grow.
 *
 * @param hits answers from memory within their TTL
 * @param misses questions that memory could not answer so
 * @param stale those among the misses that a found answer past its TTL served in the end, for want of a newer one
 * @param found calls to the provider that found an account
 * @param notFound calls that found none
 * @param unavailable calls that failed; the breaker's refusals are not among them
 * @param callTime of all calls together, from the question to the answer, waiting for a free thread included
 * @param withheld questions that were not asked because the breaker was open
 * @param breakerOpen whether the provider is left alone because it has failed again and again
 * @param breakerOpened how often that has begun
 * @param entries how many answers are in memory, roughly; some of them may be void
 * @param feedLive whether the provider reports every change when it happens, so that answers need no TTL
 * @param changes that the provider has reported
 * @param feedBreaks how often its feed was live and broke
 */
public record ProviderStatistics(
        long hits,
        long misses,
        long stale,
        long found,
        long notFound,
        long unavailable,
        Duration callTime,
        long withheld,
        boolean breakerOpen,
        long breakerOpened,
        long entries,
        boolean feedLive,
        long changes,
        long feedBreaks) {

    public ProviderStatistics {
        requireNonNull(callTime, "callTime");
    }

    /** Calls that have ended. */
    public long calls() {
        return found + notFound + unavailable;
    }
}
