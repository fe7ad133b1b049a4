package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.testkit.IdentityProviderFactoryContract;

class LocalIdentityProviderFactoryTest implements IdentityProviderFactoryContract {

    @TempDir
    Path directory;

    @Override
    public IdentityProviderFactory factory() {
        return new LocalIdentityProviderFactory();
    }

    @Test
    void providerShouldReadStateDatabaseWhenCreated() {
        ProviderConfig config = new ProviderConfig("local", SqliteFiles.fresh(directory), Map.of());

        try (IdentityProvider provider = factory().create(config)) {
            assertThat(provider.findByLogin("alice")).isEqualTo(LookupResult.notFound());
        }
    }
}
