package org.mailcloak.mirror;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.ScanResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scan, and the comparison of what it reports with what is known. Scans by one thread at a time; the rest by any.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final AccountScanner scanner;
    private final Ticker ticker;
    private final MassDeletionGuard guard = new MassDeletionGuard();
    private final ScanStatistics tally;
    private final long mostBytes;
    private volatile boolean believeNext = true;

    Reconciliation(AccountScanner scanner, Ticker ticker) {
        this(scanner, ticker, AccountIndexBuilder.mostBytes());
    }

    /** @param mostBytes what the accounts may take together */
    Reconciliation(AccountScanner scanner, Ticker ticker, long mostBytes) {
        this.mostBytes = mostBytes;
        this.scanner = scanner;
        this.ticker = ticker;
        this.tally = new ScanStatistics(ticker);
    }

    /**
     * What a scan came to.
     *
     * @param content what is known now; empty: the scan did not come to its end
     * @param doubts what the list leaves open
     */
    record Result(Optional<AccountIndex> content, Doubts doubts) {

        static Result nothing() {
            return new Result(Optional.empty(), Doubts.NONE);
        }
    }

    /** Believes the next scan, with any accounts missing from it. The first is believed too. */
    void believeNext() {
        believeNext = true;
    }

    /**
     * Scans once. Blocks.
     *
     * @param known from the scan before
     * @param reported since then
     * @param gone whether the provider itself has reported, until now, that the account of that id is gone
     */
    Result scan(AccountIndex known, ChangeOverlay reported, Predicate<String> gone) {
        AccountIndexBuilder told = new AccountIndexBuilder(scanner::loginKey, mostBytes);
        long began = ticker.read();
        ScanResult outcome = guarded(told);
        tally.took(began, Duration.ofNanos(ticker.read() - began));
        try {
            return outcome.fold(
                    () -> compared(told, true, fresh -> comparison(known, reported, fresh, gone)),
                    why -> {
                        tally.partial(why);
                        return compared(told, false, fresh -> comparison(known, reported, fresh, gone));
                    },
                    this::failed);
        } catch (TooManyAccountsException tooMany) {
            return failed(String.valueOf(tooMany.getMessage()));
        }
    }

    private Result failed(String why) {
        tally.failed(why);
        return Result.nothing();
    }

    /** Scans. A provider that throws anything counts as unavailable. */
    private ScanResult guarded(AccountIndexBuilder told) {
        try {
            @Nullable ScanResult outcome = scanner.scan(told);
            if (told.isFull()) {
                return ScanResult.unavailable("it reported more accounts than there is room for");
            }
            return outcome != null ? outcome : ScanResult.unavailable("the provider's scan ended with null");
        } catch (TooManyAccountsException tooMany) {
            return ScanResult.unavailable(String.valueOf(tooMany.getMessage()));
        } catch (RuntimeException | Error defect) {
            LOG.warn("The identity provider failed during a scan; counted as unavailable", defect);
            return ScanResult.unavailable(
                    "the provider threw " + defect.getClass().getName());
        }
    }

    private ListComparison comparison(
            AccountIndex known, ChangeOverlay reported, AccountIndex fresh, Predicate<String> gone) {
        return new ListComparison(known, reported, fresh, gone, scanner::loginKey);
    }

    private Result compared(
            AccountIndexBuilder told, boolean everybody, Function<AccountIndex, ListComparison> comparing) {
        AccountIndex fresh = told.finish(everybody);
        tally.conflicting(told.conflicts(), told.conflictingId());
        ListComparison comparison = comparing.apply(fresh);
        int suspectsBefore = guard.suspects();
        boolean believed = guard.believes(comparison.missingIds(), comparison.known(), ticker.read());
        boolean forced = !believed && believeNext;
        believeNext = false;
        if (!believed && !forced) {
            return refused(told, everybody, comparison, suspectsBefore);
        }
        guard.forget();
        tally.complete(fresh.size(), comparison.missing(), suspectsBefore);
        // A list that moves while it is read can skip an account. Until the next one those few are asked for.
        boolean few = comparison.missing() <= MassDeletionGuard.limit(comparison.known());
        return new Result(Optional.of(fresh), few ? comparison.all() : comparison.disagreements());
    }

    /** What was open before stays so: this list answers nothing about accounts that it does not have. */
    private Result refused(AccountIndexBuilder told, boolean everybody, ListComparison comparison, int suspectsBefore) {
        tally.refused(comparison.missing(), comparison.known(), suspectsBefore == 0 || guard.agreed() == 0);
        comparison.keepMissing(told);
        Doubts open = new Doubts.Collector()
                .add(comparison.disagreements())
                .add(comparison.openBefore())
                .doubts();
        return new Result(Optional.of(told.finish(everybody)), open);
    }

    /** How long the last scan took; zero before the first. */
    Duration lastTook() {
        return tally.lastTook();
    }

    MirrorStatistics statistics(boolean serving, AccountIndex content, int changes) {
        return tally.statistics(serving, content, changes, guard.suspects());
    }
}
