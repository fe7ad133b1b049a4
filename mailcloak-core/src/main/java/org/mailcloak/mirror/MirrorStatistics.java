package org.mailcloak.mirror;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a {@link Mirror} holds and has done. All counts of scans only grow.
 *
 * @param serving whether it answers now, for accounts that exist and for those that do not
 * @param accounts accounts in memory
 * @param bytes what they take there, indexes included, roughly
 * @param changes accounts that the provider has reported since the last scan began
 * @param age since the scan began whose content this is; empty before the first one
 * @param complete scans that were believed
 * @param refused scans from which too many were missing: those are kept for outages
 * @param failed scans that did not come to their end
 * @param missing accounts that are kept although the last scan did not report them
 * @param scanTime of all scans together
 */
public record MirrorStatistics(
        boolean serving,
        int accounts,
        long bytes,
        int changes,
        Optional<Duration> age,
        long complete,
        long refused,
        long failed,
        int missing,
        Duration scanTime) {

    public MirrorStatistics {
        requireNonNull(age, "age");
        requireNonNull(scanTime, "scanTime");
    }

    /** Scans that have ended. */
    public long scans() {
        return complete + refused + failed;
    }
}
