package org.mailcloak.idp.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.Setting;
import org.mailcloak.testkit.IdentityProviderFactoryContract;

class KeycloakIdentityProviderFactoryTest implements IdentityProviderFactoryContract {

    private static final Path SAMPLE = Path.of("../docs/configs/config.yaml.sample");
    private static final Set<String> HOSTS_OWN = Set.of(
            "cache_ttl_seconds",
            "login_ttl_seconds",
            "negative_ttl_seconds",
            "stale_ttl_seconds",
            "mirror",
            "mirror_scan_seconds");

    @Override
    public IdentityProviderFactory factory() {
        return new KeycloakIdentityProviderFactory();
    }

    private void create(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "base_url",
                URI.create("https://sso.example"),
                "realm",
                "mail",
                "client_id",
                "mailcloak",
                "client_secret",
                new Secret("s3cret")));
        values.putAll(more);
        factory()
                .create(new ProviderConfig("keycloak", Path.of("state.db"), values))
                .close();
    }

    @Test
    void keysOfTheSampleShouldBeTheDeclaredSettings() throws IOException {
        assertThat(keysOfSample())
                .containsExactlyInAnyOrderElementsOf(
                        factory().settings().stream().map(Setting::key).toList());
    }

    /** The keys below {@code keycloak:} in the sample, commented out or not. */
    private static Set<String> keysOfSample() throws IOException {
        Pattern key = Pattern.compile("    #?([a-z_]+): .*");
        return Files.readAllLines(SAMPLE).stream()
                .dropWhile(line -> !line.equals("  keycloak:"))
                .takeWhile(line -> !line.startsWith("  #authentik:"))
                .map(key::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .filter(name -> !HOSTS_OWN.contains(name))
                .collect(Collectors.toSet());
    }

    @Test
    void providerShouldBeMadeWhenServerIsAway() {
        create(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:b", "\"a", "a\\", "x", "a\nb"})
    void attributeShouldBeRefusedWhenItWouldChangeTheQuery(String attribute) {
        assertThatThrownBy(() -> create(Map.of("alias_attribute", attribute)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("alias_attribute: expected the name of an attribute");
    }

    @Test
    void baseUrlShouldBeRefusedWhenItHoldsAPassword() {
        assertThatThrownBy(() -> create(Map.of("base_url", URI.create("https://a:s3cret@sso.example"))))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void realmShouldBeRefusedWhenItWouldLeadElsewhere() {
        assertThatThrownBy(() -> create(Map.of("realm", ".."))).isInstanceOf(ProviderConfigException.class);
    }
}
