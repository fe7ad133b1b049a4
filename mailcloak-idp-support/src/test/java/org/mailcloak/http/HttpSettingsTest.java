package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;

class HttpSettingsTest {

    private static HttpSettings read(Map<String, Object> values) {
        return HttpSettings.from(new ProviderConfig("test", Path.of("state.db"), values));
    }

    @Test
    void settingsShouldBeTheDefaultsWhenNothingIsConfigured() {
        assertThat(read(Map.of())).isEqualTo(HttpSettings.defaults());
    }

    @Test
    void settingsShouldHoldWhatIsConfiguredWhenRead() {
        HttpSettings settings = read(Map.of(
                "connect_timeout_seconds", Duration.ofSeconds(1),
                "response_timeout_seconds", Duration.ofSeconds(4),
                "call_timeout_seconds", Duration.ofSeconds(9),
                "max_connections", 7L,
                "ca_file", Path.of("ca.pem")));

        assertThat(settings)
                .isEqualTo(new HttpSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(9),
                        HttpSettings.defaults().connectionWait(),
                        7,
                        HttpSettings.defaults().maxBodyBytes(),
                        Optional.of(Path.of("ca.pem"))));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 61})
    void timeShouldBeRefusedWhenOutOfRange(long seconds) {
        assertThatThrownBy(() -> read(Map.of("call_timeout_seconds", Duration.ofSeconds(seconds))))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessage("call_timeout_seconds: expected a number from 1 to 60, found " + seconds);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1001, Long.MAX_VALUE})
    void connectionsShouldBeRefusedWhenOutOfRange(long connections) {
        assertThatThrownBy(() -> read(Map.of("max_connections", connections)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("max_connections: ");
    }
}
