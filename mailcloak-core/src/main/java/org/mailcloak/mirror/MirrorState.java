package org.mailcloak.mirror;

import java.util.Optional;
import java.util.function.Function;
import org.mailcloak.idp.LookupResult;

/**
 * What a mirror answers from, and until when. Immutable. Times are those of a monotonic clock, in nanoseconds.
 *
 * @param valid false before the first scan, and once everything may have changed
 * @param watched whether the provider has reported every change since the scan began
 * @param currentUntil when this is too old to say that an account does not exist, unless watched
 * @param staleUntil when this is too old to serve even while the provider is unavailable, unless watched
 */
record MirrorState(
        AccountIndex content,
        ChangeOverlay reported,
        boolean valid,
        boolean watched,
        long currentUntil,
        long staleUntil) {

    static MirrorState nothing() {
        return new MirrorState(AccountIndexBuilder.nothing(), ChangeOverlay.NOTHING, false, false, 0, 0);
    }

    boolean isCurrent(long now) {
        return valid && (watched || now - currentUntil < 0);
    }

    /** Those found here, for want of a newer answer. */
    Optional<LookupResult> stale(long now, Function<MirrorState, Optional<LookupResult>> question) {
        return valid && (watched || now - staleUntil < 0)
                ? question.apply(this).filter(LookupResult.Found.class::isInstance)
                : Optional.empty();
    }

    MirrorState with(ChangeOverlay next) {
        return new MirrorState(content, next, valid, watched, currentUntil, staleUntil);
    }

    /** Returns the state of which nothing holds any more, but for the comparison with what the next scan reports. */
    MirrorState voided() {
        return new MirrorState(content, reported, false, false, currentUntil, staleUntil);
    }

    /** @param currentFor from now on; what is current no longer stays so */
    MirrorState unwatched(long now, long currentFor, long staleFor) {
        return watched ? new MirrorState(content, reported, valid, false, now + currentFor, now + staleFor) : this;
    }
}
