package org.mailcloak.mirror;

import java.util.Optional;
import java.util.function.Function;
import org.mailcloak.idp.Lookup;

/**
 * What a mirror answers from, and until when. Immutable. Times are those of a monotonic clock, in nanoseconds.
 *
 * @param valid false before the first scan, and once everything may have changed
 * @param watched whether the provider has reported every change since the scan began
 * @param currentUntil when this is too old to say that somebody does not exist, unless watched
 * @param staleUntil when this is too old to serve even while the provider is unavailable, unless watched
 */
record View(Content content, Reported reported, boolean valid, boolean watched, long currentUntil, long staleUntil) {

    static View nothing() {
        return new View(Content.empty(), Reported.NOTHING, false, false, 0, 0);
    }

    boolean isCurrent(long now) {
        return valid && (watched || now - currentUntil < 0);
    }

    /** Those found here, for want of a newer answer. */
    Optional<Lookup> stale(long now, Function<View, Optional<Lookup>> question) {
        return valid && (watched || now - staleUntil < 0)
                ? question.apply(this).filter(Lookup.Found.class::isInstance)
                : Optional.empty();
    }

    View with(Reported next) {
        return new View(content, next, valid, watched, currentUntil, staleUntil);
    }

    /** Nothing of it holds any more, but for the comparison with what the next scan tells. */
    View voided() {
        return new View(content, reported, false, false, currentUntil, staleUntil);
    }

    /** @param currentFor from now on; what is current no longer stays so */
    View unwatched(long now, long currentFor, long staleFor) {
        return watched ? new View(content, reported, valid, false, now + currentFor, now + staleFor) : this;
    }
}
