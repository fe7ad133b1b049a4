package org.mailcloak.plugin;

import java.util.List;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/** A provider on the host's class path; {@code META-INF/services} of the tests names it. */
public final class HostFactory implements IdentityProviderFactory {

    @Override
    public String id() {
        return "host";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.required("realm", Setting.Kind.TEXT, "the realm"));
    }

    @Override
    public IdentityProvider create(ProviderConfig config) {
        throw new AssertionError("No test creates this provider");
    }
}
