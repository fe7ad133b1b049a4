package org.mailcloak.cache;

import java.time.Duration;
import org.mailcloak.idp.ProviderAnswer;

/**
 * How long answers of an identity provider live, and how long to wait for one.
 *
 * @param foundTtl of found accounts ({@code cache_ttl_seconds}); zero: every look-up asks
 * @param loginTtl of accounts that were found by their login name ({@code login_ttl_seconds}); zero: each message of an
 *     account asks for it, and memory serves only while the provider is unavailable
 * @param notFoundTtl of "not found" ({@code negative_ttl_seconds}); zero: every look-up asks
 * @param staleTtl how long after its TTL a found account may still serve while the provider is unavailable ({@code
 *     stale_ttl_seconds}); zero: not at all
 * @param maxEntries bound of the answers kept, from 1
 * @param staleAfter how long a caller waits for a new answer before a stale one serves
 * @param deadline how long a caller waits for the provider; later answers count as unavailable
 */
public record CacheSettings(
        Duration foundTtl,
        Duration loginTtl,
        Duration notFoundTtl,
        Duration staleTtl,
        long maxEntries,
        Duration staleAfter,
        Duration deadline) {

    public CacheSettings {
        if (foundTtl.isNegative() || loginTtl.isNegative() || notFoundTtl.isNegative() || staleTtl.isNegative()) {
            throw new IllegalArgumentException("A TTL cannot be negative");
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("A cache needs at least one entry");
        }
        if (staleAfter.isNegative()) {
            throw new IllegalArgumentException("A wait cannot be negative");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("A deadline must be positive");
        }
    }

    /** Accounts that were found live as long however they were found. */
    public CacheSettings(
            Duration foundTtl,
            Duration notFoundTtl,
            Duration staleTtl,
            long maxEntries,
            Duration staleAfter,
            Duration deadline) {
        this(foundTtl, foundTtl, notFoundTtl, staleTtl, maxEntries, staleAfter, deadline);
    }

    /** The defaults of the configuration: 120 s, 30 s, 86,400 s, 100,000 entries, 1 s, 8 s. */
    public static CacheSettings defaults() {
        return new CacheSettings(
                Duration.ofSeconds(120),
                Duration.ofSeconds(30),
                Duration.ofSeconds(86_400),
                100_000,
                Duration.ofSeconds(1),
                Duration.ofSeconds(8));
    }

    /** The time for which an answer of this kind is taken for the truth. */
    Duration ttl(LookupKey key, ProviderAnswer answer) {
        if (answer.isFound()) {
            return key instanceof LookupKey.Login ? loginTtl : foundTtl;
        }
        return answer.failure().isPresent() ? Duration.ZERO : notFoundTtl;
    }

    /**
     * Returns the time for which an answer may serve, counted from its question: longer than its TTL only if it found
     * an account.
     */
    Duration lifetime(LookupKey key, ProviderAnswer answer) {
        Duration ttl = ttl(key, answer);
        return answer.isFound() ? ttl.plus(staleTtl) : ttl;
    }
}
