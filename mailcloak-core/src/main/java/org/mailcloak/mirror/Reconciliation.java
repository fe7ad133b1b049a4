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
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Scan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scans, and compares what a scan tells with what is known. Scans by one thread at a time; the rest by any. */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    private final IdentityProvider provider;
    private final Ticker ticker;
    private final Guard guard = new Guard();
    private final ScanTally tally;
    private volatile boolean believeNext = true;

    Reconciliation(IdentityProvider provider, Ticker ticker) {
        this.provider = provider;
        this.ticker = ticker;
        this.tally = new ScanTally(ticker);
    }

    /**
     * What a scan came to.
     *
     * @param content what is known now; empty: the scan did not come to its end
     * @param missingLogins keys of the names of those who were known before and are not any more
     * @param missingAddresses their addresses
     */
    record Result(
            Optional<Content> content,
            Set<String> missingLogins,
            Set<EmailAddress> missingAddresses,
            boolean unsupported) {

        static Result nothing(boolean unsupported) {
            return new Result(Optional.empty(), Set.of(), Set.of(), unsupported);
        }

        static Result of(Content content) {
            return new Result(Optional.of(content), Set.of(), Set.of(), false);
        }
    }

    /** The next scan is believed, whoever is missing from it. So is the first. */
    void believeNext() {
        believeNext = true;
    }

    /**
     * Scans once. Blocks.
     *
     * @param known from the scan before
     * @param gone whether the provider itself has reported that the account of that id is gone
     */
    Result scan(Content known, Predicate<String> gone) {
        ContentBuilder told = new ContentBuilder(provider::loginKey);
        long began = ticker.read();
        Scan outcome = guarded(told);
        tally.took(began, Duration.ofNanos(ticker.read() - began));
        return outcome.fold(
                () -> compared(told, true, known, gone),
                why -> {
                    tally.partial(why);
                    return compared(told, false, known, gone);
                },
                why -> {
                    tally.failed(why);
                    return Result.nothing(false);
                },
                () -> {
                    LOG.warn(
                            "mirror: this identity provider cannot tell all its accounts. It is asked for each, and its"
                                    + " answers are cached");
                    return Result.nothing(true);
                });
    }

    /** A provider that throws counts as unavailable, whatever it throws. */
    private Scan guarded(ContentBuilder told) {
        try {
            @Nullable Scan outcome = provider.scan(told);
            return outcome != null ? outcome : Scan.unavailable("the provider's scan ended with null");
        } catch (RuntimeException | Error defect) {
            LOG.warn("The identity provider failed during a scan; counted as unavailable", defect);
            return Scan.unavailable("the provider threw " + defect.getClass().getName());
        }
    }

    private Result compared(ContentBuilder told, boolean everybody, Content known, Predicate<String> gone) {
        Content fresh = told.finish(everybody);
        List<Integer> missing = missing(known, fresh, gone);
        long[] hashes = missing.stream()
                .mapToLong(position -> Guard.hash(known.records().id(position)))
                .toArray();
        int suspectsBefore = guard.suspects();
        boolean believed = guard.believes(hashes, known.size(), ticker.read());
        boolean forced = !believed && believeNext;
        believeNext = false;
        if (believed || forced) {
            guard.forget();
            tally.complete(fresh.size(), missing.size(), suspectsBefore);
            return missing.size() <= Guard.limit(known.size()) ? doubting(fresh, known, missing) : Result.of(fresh);
        }
        tally.refused(missing.size(), known.size(), suspectsBefore == 0 || guard.agreed() == 0);
        for (int position : missing) {
            told.add(known.records().identity(position), known.records().loginKeys(position));
        }
        return Result.of(told.finish(everybody));
    }

    private static List<Integer> missing(Content known, Content fresh, Predicate<String> gone) {
        List<Integer> missing = new ArrayList<>();
        known.each(position -> {
            String id = known.records().id(position);
            if (!fresh.has(id) && !gone.test(id)) {
                missing.add(position);
            }
        });
        return missing;
    }

    /** A list that moves while it is read can skip somebody: until the next one those few are asked for. */
    private static Result doubting(Content fresh, Content known, List<Integer> missing) {
        Set<String> logins = new HashSet<>();
        Set<EmailAddress> addresses = new HashSet<>();
        for (int position : missing) {
            Identity identity = known.records().identity(position);
            logins.addAll(known.records().loginKeys(position));
            identity.primaryAddress().ifPresent(addresses::add);
            addresses.addAll(identity.aliasAddresses());
        }
        return new Result(Optional.of(fresh), logins, addresses, false);
    }

    /** How long the last scan took; zero before the first. */
    Duration lastTook() {
        return tally.lastTook();
    }

    MirrorStatistics statistics(boolean serving, Content content, int changes) {
        return tally.statistics(serving, content, changes, guard.suspects());
    }
}
