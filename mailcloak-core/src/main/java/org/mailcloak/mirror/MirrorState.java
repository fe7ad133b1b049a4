package org.mailcloak.mirror;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;

/**
 * What a mirror answers from, and until when. Immutable. Times are those of a monotonic clock, in nanoseconds.
 *
 * @param kept those in the content that only lists before the last one had
 * @param valid false before the first scan, and once everything may have changed
 * @param watched whether the provider has reported every change since the scan began
 * @param currentUntil when this is too old to say that an account does not exist, unless watched
 * @param staleUntil when this is too old to serve even while the provider is unavailable, unless watched
 */
record MirrorState(
        AccountIndex content,
        ChangeOverlay reported,
        Suspects kept,
        boolean valid,
        boolean watched,
        long currentUntil,
        long staleUntil) {

    static MirrorState nothing() {
        return new MirrorState(AccountIndexBuilder.nothing(), ChangeOverlay.NOTHING, Suspects.NONE, false, false, 0, 0);
    }

    boolean isCurrent(long now) {
        return valid && (watched || now - currentUntil < 0);
    }

    /** Looks an account up by the key of its login; empty: the provider has to be asked. */
    Optional<LookupResult> byLogin(String key) {
        return withoutKept(reported.byLogin(key, content));
    }

    /** Looks accounts up by an address; empty: the provider has to be asked. */
    Optional<LookupResult> byAddress(EmailAddress address) {
        return withoutKept(reported.byAddress(address, content));
    }

    /** Whether a kept account is still there, only the provider knows. */
    private Optional<LookupResult> withoutKept(Optional<LookupResult> answer) {
        return kept.isEmpty()
                ? answer
                : answer.filter(result -> accounts(result).stream().noneMatch(this::isKept));
    }

    private boolean isKept(Account account) {
        return kept.has(account.id()) && reported.present(account.id()).isEmpty();
    }

    private static List<Account> accounts(LookupResult result) {
        return result.fold(found -> found, List::of, why -> List.of());
    }

    /** The account found by the key of its login, for want of a newer answer. */
    Optional<LookupResult> staleByLogin(String key, long now) {
        return stale(now, () -> reported.byLogin(key, content));
    }

    /** The accounts found by an address, for want of a newer answer. */
    Optional<LookupResult> staleByAddress(EmailAddress address, long now) {
        return stale(now, () -> reported.byAddress(address, content));
    }

    private Optional<LookupResult> stale(long now, Supplier<Optional<LookupResult>> question) {
        return valid && (watched || now - staleUntil < 0)
                ? question.get().map(result -> serving(result, now)).filter(LookupResult::isFound)
                : Optional.empty();
    }

    private LookupResult serving(LookupResult result, long now) {
        return kept.isEmpty()
                ? result
                : LookupResult.of(accounts(result).stream()
                        .filter(account -> !isKept(account) || kept.mayServe(account.id(), now))
                        .toList());
    }

    /** When the accounts that the next list does not have are too old to serve. */
    long servesUntil(long now) {
        return valid ? staleUntil : now;
    }

    MirrorState with(ChangeOverlay next) {
        return new MirrorState(content, next, kept, valid, watched, currentUntil, staleUntil);
    }

    /** Returns the state of which nothing holds any more, but for the comparison with what the next scan reports. */
    MirrorState voided() {
        return new MirrorState(content, reported, kept, false, false, currentUntil, staleUntil);
    }

    /** @param currentFor from now on; what is current no longer stays so */
    MirrorState unwatched(long now, long currentFor, long staleFor) {
        return watched
                ? new MirrorState(content, reported, kept, valid, false, now + currentFor, now + staleFor)
                : this;
    }
}
