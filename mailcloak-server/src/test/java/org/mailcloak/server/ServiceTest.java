package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.config.Configuration;
import org.mailcloak.server.listen.Limits;
import org.mailcloak.testkit.FakeIdentityProvider;
import org.mailcloak.testkit.InMemoryMailStore;

class ServiceTest {

    @TempDir
    private Path folder;

    @Test
    void startShouldDoNothingWhenTheServiceWasClosedBefore() {
        FakeIdentityProvider provider = new FakeIdentityProvider();
        Configuration configuration = Configuration.embedded(folder);
        Service service = new Service(
                configuration,
                Sockets.bind(configuration.sockets(), Optional.empty()),
                new InMemoryMailStore(),
                provider,
                Limits.defaults());
        service.close();

        service.start();

        assertThat(folder).isEmptyDirectory();
        assertThat(provider.isClosed()).isTrue();
    }
}
