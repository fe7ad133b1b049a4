package org.mailcloak.mirror;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
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
     * @param missingLogins keys of the names of those who were known before and are not any more
     * @param missingAddresses their addresses
     */
    record Result(Optional<AccountIndex> content, Set<String> missingLogins, Set<EmailAddress> missingAddresses) {

        static Result nothing() {
            return new Result(Optional.empty(), Set.of(), Set.of());
        }

        static Result of(AccountIndex content) {
            return new Result(Optional.of(content), Set.of(), Set.of());
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
     * @param gone whether the provider itself has reported that the account of that id is gone
     */
    Result scan(AccountIndex known, Predicate<String> gone) {
        AccountIndexBuilder told = new AccountIndexBuilder(scanner::loginKey, mostBytes);
        long began = ticker.read();
        ScanResult outcome = guarded(told);
        tally.took(began, Duration.ofNanos(ticker.read() - began));
        try {
            return outcome.fold(
                    () -> compared(told, true, known, gone),
                    why -> {
                        tally.partial(why);
                        return compared(told, false, known, gone);
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

    private Result compared(AccountIndexBuilder told, boolean everybody, AccountIndex known, Predicate<String> gone) {
        AccountIndex fresh = told.finish(everybody);
        tally.conflicting(told.conflicts(), told.conflictingId());
        List<Integer> missing = missing(known, fresh, gone);
        long[] hashes = missing.stream()
                .mapToLong(position -> MassDeletionGuard.hash(known.records().id(position)))
                .toArray();
        int suspectsBefore = guard.suspects();
        boolean believed = guard.believes(hashes, known.size(), ticker.read());
        boolean forced = !believed && believeNext;
        believeNext = false;
        if (believed || forced) {
            guard.forget();
            tally.complete(fresh.size(), missing.size(), suspectsBefore);
            return missing.size() <= MassDeletionGuard.limit(known.size())
                    ? doubting(fresh, known, missing)
                    : Result.of(fresh);
        }
        tally.refused(missing.size(), known.size(), suspectsBefore == 0 || guard.agreed() == 0);
        for (int position : missing) {
            told.add(known.records().account(position), known.records().loginKeys(position));
        }
        return Result.of(told.finish(everybody));
    }

    private static List<Integer> missing(AccountIndex known, AccountIndex fresh, Predicate<String> gone) {
        List<Integer> missing = new ArrayList<>();
        known.each(position -> {
            String id = known.records().id(position);
            if (!fresh.has(id) && !gone.test(id)) {
                missing.add(position);
            }
        });
        return missing;
    }

    /**
     * Returns the result with doubts: a list that moves while it is read can skip an account. Until the next one those
     * few are asked for.
     */
    private static Result doubting(AccountIndex fresh, AccountIndex known, List<Integer> missing) {
        Set<String> logins = new HashSet<>();
        Set<EmailAddress> addresses = new HashSet<>();
        for (int position : missing) {
            Account account = known.records().account(position);
            logins.addAll(known.records().loginKeys(position));
            account.primaryAddress().ifPresent(addresses::add);
            addresses.addAll(account.aliasAddresses());
        }
        return new Result(Optional.of(fresh), logins, addresses);
    }

    /** How long the last scan took; zero before the first. */
    Duration lastTook() {
        return tally.lastTook();
    }

    MirrorStatistics statistics(boolean serving, AccountIndex content, int changes) {
        return tally.statistics(serving, content, changes, guard.suspects());
    }
}
