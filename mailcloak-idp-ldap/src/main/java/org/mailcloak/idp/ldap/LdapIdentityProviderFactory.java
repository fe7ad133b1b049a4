package org.mailcloak.idp.ldap;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/** The provider {@code ldap}: people below one entry of a directory, as a service account sees them. */
public final class LdapIdentityProviderFactory implements IdentityProviderFactory {

    @Override
    public String id() {
        return "ldap";
    }

    @Override
    public List<Setting> settings() {
        return LdapSettings.declared();
    }

    /**
     * Returns zero: the directory is asked with every message. It reports a change at about the time at which it
     * answers the client that made it, so memory that is kept up to date by it is some milliseconds behind.
     */
    @Override
    public Optional<Duration> loginTtl() {
        return Optional.of(Duration.ZERO);
    }

    @Override
    public IdentityProvider create(ProviderConfig config) {
        return new LdapIdentityProvider(LdapSettings.from(config), InstantSource.system());
    }
}
