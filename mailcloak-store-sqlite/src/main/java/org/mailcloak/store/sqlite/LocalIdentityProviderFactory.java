package org.mailcloak.store.sqlite;

import java.util.List;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/** The embedded provider {@code local}: users in Mailcloak's own database. It has no settings. */
public final class LocalIdentityProviderFactory implements IdentityProviderFactory {

    @Override
    public String id() {
        return "local";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    /** Opens nothing yet. */
    @Override
    public IdentityProvider create(ProviderConfig config) {
        return new LocalIdentityProvider(config.stateDatabase());
    }
}
