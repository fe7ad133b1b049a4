package org.mailcloak.idp.keycloak;

import java.util.List;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/** The provider {@code keycloak}: users of one realm, as a service account with the role {@code view-users} sees them. */
public final class KeycloakIdentityProviderFactory implements IdentityProviderFactory {

    @Override
    public String id() {
        return "keycloak";
    }

    @Override
    public List<Setting> settings() {
        return KeycloakSettings.declared();
    }

    @Override
    public IdentityProvider create(ProviderConfig config) {
        return new KeycloakIdentityProvider(KeycloakSettings.from(config), System::nanoTime);
    }
}
