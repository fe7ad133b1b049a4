package org.mailcloak.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.mailcloak.idp.ProviderConfig;

/**
 * {@code idp}: the chosen identity provider, and how its answers are cached.
 *
 * @param provider the provider's id
 * @param cacheTtl how long a found answer lives; more than zero
 * @param loginTtl the same for an answer to a login name, zero: not at all; empty: as the others
 * @param negativeTtl how long a not-found answer lives; zero: not at all
 * @param staleTtl how long a found answer may serve while the provider is unavailable; zero: not at all
 * @param mirror whether all accounts are kept in memory
 * @param mirrorScan the pause between two readings of all accounts; more than zero
 * @param settings the provider's own settings; empty if the configuration was finished without a factory
 */
public record IdpSection(
        String provider,
        Duration cacheTtl,
        Optional<Duration> loginTtl,
        Duration negativeTtl,
        Duration staleTtl,
        boolean mirror,
        Duration mirrorScan,
        Optional<ProviderConfig> settings) {

    public IdpSection {
        requireNonNull(provider, "provider");
        requireNonNull(cacheTtl, "cacheTtl");
        requireNonNull(loginTtl, "loginTtl");
        requireNonNull(negativeTtl, "negativeTtl");
        requireNonNull(staleTtl, "staleTtl");
        requireNonNull(mirrorScan, "mirrorScan");
        requireNonNull(settings, "settings");
    }
}
