package org.example.mailcloak;

import java.util.List;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/** Makes the provider {@code static}: people in a CSV file. */
public final class StaticProviderFactory implements IdentityProviderFactory {

    @Override
    public String id() {
        return "static";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.required(
                "file", Setting.Kind.PATH, "Lines of login,state,address,aliases: alice,active,alice@d1.test,a@d1.test"));
    }

    @Override
    public IdentityProvider create(ProviderConfig config) {
        return new StaticProvider(ProviderConfig.required("file", config.path("file")));
    }
}
