package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.Setting;
import org.mailcloak.testkit.IdentityProviderFactoryContract;

class LdapIdentityProviderFactoryTest implements IdentityProviderFactoryContract {

    private static final Path SAMPLE = Path.of("../docs/configs/config.yaml.sample");

    @Override
    public IdentityProviderFactory factory() {
        return new LdapIdentityProviderFactory();
    }

    @Test
    void everyMessageShouldAskWhoLoggedInUnlessTheConfigurationSaysOtherwise() {
        assertThat(factory().loginTtl()).contains(Duration.ZERO);
    }

    @Test
    void sampleShouldNameEverySettingInOrderWhenRead() throws IOException {
        String text = Files.readString(SAMPLE);
        String section = text.substring(text.indexOf("\n  #ldap:"), text.indexOf("\n#plugins:"));

        List<String> keys = Pattern.compile("(?m)^    #([a-z_]+):")
                .matcher(section)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(keys)
                .containsExactlyElementsOf(
                        factory().settings().stream().map(Setting::key).toList());
    }

    @Test
    void providerShouldBeMadeWhenDirectoryIsAway() {
        Map<String, Object> values = Map.of(
                "url",
                List.of("ldap://127.0.0.1:1"),
                "bind_dn",
                "cn=mailcloak,dc=d1,dc=test",
                "bind_password",
                new Secret("s3cret"),
                "base_dn",
                "dc=d1,dc=test");

        factory()
                .create(new ProviderConfig("ldap", Path.of("state.db"), values))
                .close();
    }
}
