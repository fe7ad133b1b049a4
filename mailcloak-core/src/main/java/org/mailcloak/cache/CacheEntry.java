package org.mailcloak.cache;

import org.mailcloak.idp.ProviderAnswer;

/**
 * What the provider answered.
 *
 * @param askedAt when the question was sent, by the ticker: the answer may be that old
 * @param watch under which the question was asked
 * @param subject of the question, see {@link InvalidationCounters}
 * @param version of what the answer is about, when it was kept
 */
record CacheEntry(ProviderAnswer lookup, long askedAt, FreshnessWindow watch, int subject, int version) {

    /** For how long it may have been wrong, in nanoseconds. */
    long age(long now) {
        return watch.age(askedAt, now);
    }

    boolean isFound() {
        return lookup.isFound();
    }
}
