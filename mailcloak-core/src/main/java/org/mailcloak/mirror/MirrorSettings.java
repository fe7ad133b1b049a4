package org.mailcloak.mirror;

import java.time.Duration;

/**
 * When a mirror is read, and how long it serves.
 *
 * @param scanEvery the pause between two full scans ({@code mirror_scan_seconds}); more than zero
 * @param staleTtl how long an account that was read may serve while the provider is unavailable ({@code
 *     stale_ttl_seconds}); zero: not at all
 */
public record MirrorSettings(Duration scanEvery, Duration staleTtl) {

    public MirrorSettings {
        if (scanEvery.isNegative() || scanEvery.isZero()) {
            throw new IllegalArgumentException("The pause between two scans must be positive");
        }
        if (staleTtl.isNegative()) {
            throw new IllegalArgumentException("A TTL cannot be negative");
        }
    }

    /**
     * For how long what was read counts as current, from the beginning of the scan on: one scan may fail and the next one
     * come late.
     *
     * @param took how long that scan took
     */
    Duration currentFor(Duration took) {
        return scanEvery.multipliedBy(2).plus(took.multipliedBy(3));
    }
}
