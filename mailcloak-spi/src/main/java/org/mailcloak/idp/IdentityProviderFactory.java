package org.mailcloak.idp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes the identity provider that {@code idp.provider} names. Found by {@link java.util.ServiceLoader}: it has a public
 * constructor without parameters, which does nothing that can be seen from outside.
 */
public interface IdentityProviderFactory {

    /**
     * The version of this SPI. A plugin's jar names it in its manifest, {@code Mailcloak-Spi: 1}; the host refuses a jar
     * that names another one or none. It grows when a plugin for the version before could fail.
     */
    int SPI_VERSION = 1;

    /**
     * The id under which the provider is configured: lower-case letters, digits and {@code -}, starting with a letter.
     * It is unique among all providers that the host finds; a repeated id stops the start.
     */
    String id();

    /**
     * The settings below {@code idp.<id>}. The host checks the configuration against this list, and reports every
     * unknown key, missing setting and bad value at once, before it calls {@link #create}. The host's own keys
     * ({@code cache_ttl_seconds}, {@code login_ttl_seconds}, {@code negative_ttl_seconds}, {@code stale_ttl_seconds},
     * {@code mirror}, {@code mirror_scan_seconds}) are not listed.
     */
    List<Setting> settings();

    /**
     * For how long the host takes an account that logged in for granted where the configuration does not say ({@code
     * login_ttl_seconds}). Zero: it asks with every message, and what it knows serves only while the provider cannot be
     * asked; for a provider that answers in about a millisecond, and whose users expect a change to hold for the very next
     * message. Empty, as here: as long as other accounts. Without effect where all accounts are kept in memory
     * ({@code mirror}).
     *
     * @return zero or more
     */
    default Optional<Duration> loginTtl() {
        return Optional.empty();
    }

    /**
     * Makes the provider. It opens no connection that can fail because the identity provider is down: the service
     * starts during an outage too.
     *
     * @throws ProviderConfigException if settings contradict each other, or a file they name cannot be read
     */
    IdentityProvider create(ProviderConfig config);
}
