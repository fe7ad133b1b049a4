package org.mailcloak.idp.authentik;

import java.util.List;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/**
 * The provider {@code authentik}: its internal and external users, as a service account with the global permission
 * {@code authentik_core.view_user} sees them; its groups with addresses, with {@code authentik_core.view_group}.
 */
public final class AuthentikIdentityProviderFactory implements IdentityProviderFactory {

    @Override
    public String id() {
        return "authentik";
    }

    @Override
    public List<Setting> settings() {
        return AuthentikSettings.declared();
    }

    @Override
    public IdentityProvider create(ProviderConfig config) {
        return new AuthentikIdentityProvider(AuthentikSettings.from(config));
    }
}
