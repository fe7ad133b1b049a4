package org.mailcloak.mirror;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;

/**
 * What was known when the reading of a list began, from the list before and from reports since, beside what the list
 * has. For one thread.
 */
final class ListComparison {

    private final AccountIndex known;
    private final ChangeOverlay reported;
    private final AccountIndex fresh;
    private final Predicate<String> gone;
    private final UnaryOperator<String> loginKey;

    /** Positions of the missing accounts that the list before had. */
    private final List<Integer> missing = new ArrayList<>();

    /** Missing accounts as the provider reported them, whether the list before had them or not. */
    private final List<Account> missingReported = new ArrayList<>();

    /** Those of them that the list before had not. */
    private final List<Account> missingNew = new ArrayList<>();

    private final Doubts.Collector disagreements = new Doubts.Collector();

    /**
     * @param known from the list before
     * @param reported since then, before the reading of this list began
     * @param gone whether the provider itself has reported, until now, that the account of that id is gone
     */
    ListComparison(
            AccountIndex known,
            ChangeOverlay reported,
            AccountIndex fresh,
            Predicate<String> gone,
            UnaryOperator<String> loginKey) {
        this.known = known;
        this.reported = reported;
        this.fresh = fresh;
        this.gone = gone;
        this.loginKey = loginKey;
        known.each(position -> {
            if (isMissing(known.records().id(position))) {
                missing.add(position);
            }
        });
        reported.each(this::compare);
        addDoubtfulBefore();
    }

    private boolean isMissing(String id) {
        return !fresh.has(id) && !gone.test(id);
    }

    /** A copy of the directory that is behind, or a page that moved, may lack what was reported. */
    private void compare(String id, Optional<Account> now) {
        if (fresh.has(id)) {
            Optional<Account> listed = fresh.account(id);
            if (!listed.equals(now)) {
                listed.ifPresent(account -> disagreements.add(account, fresh.loginKeys(id)));
                now.ifPresent(this::disagree);
            }
        } else if (now.isPresent() && isMissing(id)) {
            missingReported.add(now.get());
            disagreements.add(Doubts.ABOUT_LOGINS);
            if (!known.has(id)) {
                missingNew.add(now.get());
            }
        }
    }

    /** A report does not contain all names of an account. */
    private void disagree(Account account) {
        disagreements.add(account, loginKeys(account)).add(Doubts.ABOUT_LOGINS);
    }

    private Set<String> loginKeys(Account account) {
        return Set.of(loginKey.apply(account.loginName()));
    }

    /** An account that could not be read has no id to be missed by. */
    private void addDoubtfulBefore() {
        known.doubtfulLogins().stream()
                .filter(key -> isNobody(fresh.byLogin(key)))
                .forEach(disagreements::login);
        known.doubtfulAddresses().stream()
                .filter(address -> isNobody(fresh.byAddress(address)))
                .forEach(disagreements::address);
    }

    private static boolean isNobody(Optional<LookupResult> answer) {
        return answer.filter(LookupResult.NotFound.class::isInstance).isPresent();
    }

    /** How many accounts were known before. */
    int known() {
        return known.size() + missingNew.size();
    }

    /** How many of them are missing. */
    int missing() {
        return missing.size() + missingNew.size();
    }

    /** What {@link Suspects} knows the missing accounts by. */
    long[] missingIds() {
        return LongStream.concat(
                        missing.stream()
                                .mapToLong(position ->
                                        Suspects.hash(known.records().id(position))),
                        missingNew.stream().mapToLong(account -> Suspects.hash(account.id())))
                .toArray();
    }

    /**
     * Returns what is open of the accounts that are not missing: those that the list has in another form than a report
     * before, and the names and addresses that were doubtful in the list before and are no account's in this one.
     */
    Doubts disagreements() {
        return new Doubts.Collector()
                .add(disagreements.doubts())
                .add(reported.lost())
                .doubts();
    }

    /**
     * Returns the same, and all names and addresses of missing accounts, those from before a report too.
     *
     * @param isGone whether nothing is open about the account of that id, although it is missing
     */
    Doubts all(Predicate<String> isGone) {
        Doubts.Collector all = new Doubts.Collector().add(disagreements());
        for (int position : missing) {
            if (!isGone.test(known.records().id(position))) {
                all.add(known.records().account(position), known.records().loginKeys(position));
            }
        }
        missingReported.stream()
                .filter(account -> !isGone.test(account.id()))
                .forEach(account -> all.add(account, loginKeys(account)));
        return all.doubts();
    }

    /** Returns what the list before left open. */
    Doubts openBefore() {
        return reported.doubts();
    }

    /** Adds the missing accounts to those of the list, as they were last known. */
    void keepMissing(AccountIndexBuilder content) {
        for (int position : missing) {
            Account listed = known.records().account(position);
            Set<String> keys = known.records().loginKeys(position);
            reported.present(listed.id())
                    .ifPresentOrElse(
                            now -> content.add(now, renamed(listed, keys, now)), () -> content.add(listed, keys));
        }
        missingNew.forEach(account -> content.add(account, loginKeys(account)));
    }

    /** The name that it is known by is the new one; of its further names a report says nothing. */
    private Set<String> renamed(Account listed, Set<String> keys, Account now) {
        Set<String> all = new HashSet<>(keys);
        all.remove(loginKey.apply(listed.loginName()));
        all.addAll(loginKeys(now));
        return all;
    }
}
