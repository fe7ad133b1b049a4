package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    private static final Path FOLDER = Path.of("/tmp/mailcloak");

    @Test
    void embeddedShouldKeepEverythingInTheFolder() {
        Configuration configuration = EmbeddedConfiguration.in(FOLDER);

        assertThat(configuration.database()).isEqualTo(FOLDER.resolve("state.db"));
        assertThat(configuration.sockets().policy()).isEqualTo(new ListenAddress.Unix(FOLDER.resolve("policy.sock")));
        assertThat(configuration.sockets().socketmap())
                .isEqualTo(new ListenAddress.Unix(FOLDER.resolve("socketmap.sock")));
        assertThat(configuration.sockets().mode()).isEqualTo(new FileMode(0660));
    }

    @Test
    void embeddedShouldUseTheLocalProvider() {
        Configuration configuration = EmbeddedConfiguration.in(FOLDER);

        assertThat(configuration.idp().provider()).isEqualTo("local");
        assertThat(configuration.providerConfig().providerId()).isEqualTo("local");
        assertThat(configuration.providerConfig().stateDatabase()).isEqualTo(FOLDER.resolve("state.db"));
    }

    @Test
    void providerConfigShouldFailWhenNoFactoryWasBound() {
        Configuration configuration = Drafts.read(Drafts.MINIMAL);

        assertThatIllegalStateException().isThrownBy(configuration::providerConfig);
    }
}
