package org.mailcloak.bench.slow;

import java.time.Duration;
import java.util.List;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Setting;

/** Makes the provider {@code slow}. */
public final class SlowProviderFactory implements IdentityProviderFactory {

    @Override
    public String id() {
        return "slow";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.optional(
                "delay_seconds", Setting.Kind.SECONDS, "How long a look-up of a name that begins with cold takes: 2"));
    }

    @Override
    public IdentityProvider create(ProviderConfig config) {
        return new SlowProvider(config.duration("delay_seconds", Duration.ofSeconds(2)));
    }
}
