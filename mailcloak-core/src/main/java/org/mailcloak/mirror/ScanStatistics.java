package org.mailcloak.mirror;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts of scans, which it reports in the log when something is new about them. Safe for many threads. */
final class ScanStatistics {

    private static final Logger LOG = LoggerFactory.getLogger(ScanStatistics.class);

    private final Ticker ticker;
    private long complete;
    private long refused;
    private long failed;
    private boolean failing;
    private String lastPartial = "";
    private int lastConflicting;
    private long lastBegan;
    private long contentBegan;
    private Duration lastTook = Duration.ZERO;
    private Duration total = Duration.ZERO;

    ScanStatistics(Ticker ticker) {
        this.ticker = ticker;
    }

    synchronized void took(long began, Duration time) {
        lastBegan = began;
        lastTook = time;
        total = total.plus(time);
    }

    synchronized void complete(int accounts, int missing, int suspectsBefore) {
        if (complete + refused == 0) {
            LOG.info("All {} accounts are in memory, read in {} ms", accounts, lastTook.toMillis());
        } else if (suspectsBefore > 0) {
            LOG.warn("{} accounts, {} of those before are gone: believed now", accounts, missing);
        } else {
            LOG.debug("{} accounts read in {} ms, {} of those before are gone", accounts, lastTook.toMillis(), missing);
        }
        complete++;
        ended();
    }

    /** @param isNew whether very many of them were not missing before */
    synchronized void refused(int missing, int known, boolean isNew) {
        if (isNew) {
            LOG.warn(
                    "{} of {} accounts are missing from the identity provider's list: not believed. They are asked for"
                            + " one by one, and served from memory only while the provider is unavailable, until {} more"
                            + " lists in a row agree and {} minutes are over; to believe it at once, reload (SIGHUP)",
                    missing,
                    known,
                    Suspects.CONFIRMATIONS,
                    Suspects.CONFIRMED_AFTER.toMinutes());
        }
        refused++;
        ended();
    }

    private void ended() {
        contentBegan = lastBegan;
        if (failing) {
            LOG.info("The accounts can be read again");
        }
        failing = false;
    }

    synchronized void failed(String why) {
        if (!failing) {
            LOG.warn("The accounts cannot be read: {}. What is in memory serves for a while; trying again", why);
        }
        failing = true;
        failed++;
    }

    synchronized void partial(String why) {
        if (!why.equals(lastPartial)) {
            LOG.info("The list of accounts may lack some: {}. An account not in it is asked for separately", why);
        }
        lastPartial = why;
    }

    /** @param id of one of them */
    synchronized void conflicting(int records, String id) {
        if (records > 0 && lastConflicting == 0) {
            LOG.warn(
                    "{} records of the list of accounts have the id of another record with other values, such as {}: the"
                            + " identity provider is asked for their logins and addresses. If this stays, the attribute"
                            + " with the id is not unique",
                    records,
                    id);
        } else if (records == 0 && lastConflicting > 0) {
            LOG.info("Each record of the list of accounts has an id of its own again");
        }
        lastConflicting = records;
    }

    synchronized Duration lastTook() {
        return lastTook;
    }

    synchronized MirrorStatistics statistics(boolean serving, AccountIndex content, int changes, int missing) {
        boolean any = complete + refused > 0;
        return new MirrorStatistics(
                serving,
                content.size(),
                content.bytes(),
                changes,
                any ? Optional.of(Duration.ofNanos(ticker.read() - contentBegan)) : Optional.empty(),
                complete,
                refused,
                failed,
                missing,
                total);
    }
}
