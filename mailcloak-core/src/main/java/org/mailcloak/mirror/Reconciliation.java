package org.mailcloak.mirror;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
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
     * @param kept those in it that the list did not have, which was not believed
     * @param doubts what the list leaves open
     */
    record Result(Optional<AccountIndex> content, Suspects kept, Doubts doubts) {

        static Result nothing() {
            return new Result(Optional.empty(), Suspects.NONE, Doubts.NONE);
        }
    }

    /** Believes the next scan, with any accounts missing from it. The first is believed too. */
    void believeNext() {
        believeNext = true;
    }

    /**
     * Scans once. Blocks.
     *
     * @param before what is known from the scan before, and from reports since
     * @param gone whether the provider itself has reported, until now, that the account of that id is gone
     */
    Result scan(MirrorState before, Predicate<String> gone) {
        AccountIndexBuilder told = new AccountIndexBuilder(scanner::loginKey, mostBytes);
        long began = ticker.read();
        ScanResult outcome = guarded(told);
        tally.took(began, Duration.ofNanos(ticker.read() - began));
        try {
            return outcome.fold(
                    () -> compared(told, true, before, gone),
                    why -> {
                        tally.partial(why);
                        return compared(told, false, before, gone);
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

    private Result compared(AccountIndexBuilder told, boolean everybody, MirrorState before, Predicate<String> gone) {
        AccountIndex fresh = told.finish(everybody);
        tally.conflicting(told.conflicts(), told.conflictingId());
        ListComparison comparison =
                new ListComparison(before.content(), before.reported(), fresh, gone, scanner::loginKey);
        int suspectsBefore = guard.suspects();
        long now = ticker.read();
        MassDeletionGuard.Judgement judgement =
                guard.judge(comparison.missingIds(), comparison.known(), now, before.servesUntil(now));
        boolean forced = !judgement.believed() && believeNext;
        believeNext = false;
        if (!judgement.believed() && !forced) {
            return refused(told, everybody, comparison, judgement.missing());
        }
        guard.forget();
        tally.complete(fresh.size(), comparison.missing(), suspectsBefore);
        // A list that moves while it is read can skip an account. Until the next one those few are asked for.
        Doubts open = forced ? comparison.disagreements() : comparison.all(judgement.missing()::isConfirmed);
        return new Result(Optional.of(fresh), Suspects.NONE, open);
    }

    /** What was open before stays so: this list answers nothing about accounts that it does not have. */
    private Result refused(AccountIndexBuilder told, boolean everybody, ListComparison comparison, Suspects missing) {
        tally.refused(
                comparison.missing(),
                comparison.known(),
                missing.added() > MassDeletionGuard.limit(comparison.known()));
        comparison.keepMissing(told);
        Doubts open = new Doubts.Collector()
                .add(comparison.disagreements())
                .add(comparison.openBefore())
                .doubts();
        return new Result(Optional.of(told.finish(everybody)), missing, open);
    }

    /** How long the last scan took; zero before the first. */
    Duration lastTook() {
        return tally.lastTook();
    }

    MirrorStatistics statistics(boolean serving, AccountIndex content, int changes) {
        return tally.statistics(serving, content, changes, guard.suspects());
    }
}
