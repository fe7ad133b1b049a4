package org.mailcloak.idp.ldap;

import java.time.InstantSource;
import java.util.List;
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

    @Override
    public IdentityProvider create(ProviderConfig config) {
        return new LdapIdentityProvider(LdapSettings.from(config), InstantSource.system());
    }
}
