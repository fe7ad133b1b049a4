package org.mailcloak.cache;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a {@link CachingMailStore} has done since it was made, and its state. All counts only grow.
 *
 * @param hits answers from memory
 * @param misses questions that the store was asked
 * @param generation of the answers in memory, as the store numbers them
 * @param changes how often the generation has moved
 * @param failedChecks how often the store could not report its generation
 * @param sinceCheck how long ago it last reported it. Beyond the cache's staleness nothing is answered from memory
 */
public record StoreStatistics(
        long hits, long misses, long generation, long changes, long failedChecks, Duration sinceCheck) {

    public StoreStatistics {
        requireNonNull(sinceCheck, "sinceCheck");
    }
}
