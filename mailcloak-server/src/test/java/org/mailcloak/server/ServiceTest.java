package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.EmbeddedConfiguration;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.testkit.FakeIdentityProvider;
import org.mailcloak.testkit.InMemoryMailStore;

class ServiceTest {

    @TempDir
    private Path folder;

    @Test
    void startShouldDoNothingWhenTheServiceWasClosedBefore() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        Configuration configuration = EmbeddedConfiguration.in(folder);
        Service service = new Service(
                configuration,
                Listeners.bind(configuration.sockets(), Optional.empty()),
                new InMemoryMailStore(),
                provider,
                Limits.defaults());
        service.close();

        service.start();

        assertThat(folder).isEmptyDirectory();
        assertThat(provider.isClosed()).isTrue();
    }
}
