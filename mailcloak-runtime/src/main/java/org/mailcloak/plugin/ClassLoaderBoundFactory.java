package org.mailcloak.plugin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/**
 * A plugin's factory, called with the plugin's class loader as the thread's context class loader. Many libraries look
 * there for their own parts (JSON, logging, TLS providers) and would find the host's copy of them, which is no use to
 * the plugin's copy.
 */
record ClassLoaderBoundFactory(IdentityProviderFactory plugin, ClassLoader loader) implements IdentityProviderFactory {

    @Override
    public String id() {
        return ThreadContextClassLoader.call(loader, plugin::id);
    }

    @Override
    public List<Setting> settings() {
        return ThreadContextClassLoader.call(loader, plugin::settings);
    }

    @Override
    public Optional<Duration> loginTtl() {
        return ThreadContextClassLoader.call(loader, plugin::loginTtl);
    }

    @Override
    public IdentityProvider create(ProviderConfig config) {
        return new ClassLoaderBoundProvider(ThreadContextClassLoader.call(loader, () -> plugin.create(config)), loader);
    }
}
