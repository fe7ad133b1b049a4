package org.mailcloak.idp.authentik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.Setting;
import org.mailcloak.testkit.IdentityProviderFactoryContract;

class AuthentikIdentityProviderFactoryTest implements IdentityProviderFactoryContract {

    private static final Path SAMPLE = Path.of("../docs/configs/config.yaml.sample");
    private static final URI SSO = URI.create("https://sso.example.com");

    @Override
    public IdentityProviderFactory factory() {
        return new AuthentikIdentityProviderFactory();
    }

    private void create(URI url, Map<String, Object> more) {
        factory().create(Providers.config(url, more)).close();
    }

    @Test
    void sampleShouldNameEverySettingInOrderWhenRead() throws IOException {
        String text = Files.readString(SAMPLE);
        String section = text.substring(text.indexOf("\n  #authentik:"), text.indexOf("\n  #ldap:"));

        List<String> keys = Pattern.compile("(?m)^    #([a-z_]+):")
                .matcher(section)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(keys)
                .containsExactlyElementsOf(
                        factory().settings().stream().map(Setting::key).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://sso.example.com",
                "https:///",
                "https://user@sso.example.com",
                "https://sso.example.com/?a=b",
                "https://sso.example.com/#a",
                "https://sso.example.com/api/v3",
                "https://sso.example.com/api/v3/"
            })
    void createShouldRefuseWhenBaseUrlCannotBeUsed(String url) {
        assertThatThrownBy(() -> create(URI.create(url), Map.of()))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("base_url: expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nend", "\u00fcmlaut", "Bearer=x y", "a\"b"})
    void createShouldRefuseWithoutTheTokenWhenItCannotBeOne(String token) {
        assertThatThrownBy(() -> create(SSO, Map.of("api_token", new Secret(token))))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("api_token: expected")
                .hasMessageNotContaining(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail__alias", "alias_", "7"})
    void createShouldRefuseWhenAliasAttributeWouldChangeTheFilter(String name) {
        assertThatThrownBy(() -> create(SSO, Map.of("alias_attribute", name)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("alias_attribute: expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail__list", "list_", "7"})
    void createShouldRefuseWhenGroupAddressAttributeWouldChangeTheFilter(String name) {
        assertThatThrownBy(() -> create(SSO, Map.of("group_address_attribute", name)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("group_address_attribute: expected");
    }

    @Test
    void createShouldRefuseWhenARuleForGroupsIsOfNoUse() {
        assertThatThrownBy(() -> create(SSO, Map.of("group_posting", "members")))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContaining("no group has an address");
    }

    @Test
    void createShouldRefuseWhenARuleForGroupsIsUnknown() {
        assertThatThrownBy(() -> create(SSO, Map.of("group_address_domain", "d1.test", "group_send_as", "everybody")))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("group_send_as: expected");
    }

    @Test
    void createShouldRefuseWhenSettingsContradictEachOther() {
        assertThatThrownBy(() -> create(SSO, Map.of("status_disabled", List.of("gone"))))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContaining("account_status_attribute");
    }

    @Test
    void createShouldRefuseWhenCaFileCannotBeRead() {
        assertThatThrownBy(() -> create(SSO, Map.of("ca_file", Path.of("no-such-file.pem"))))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContaining("no-such-file.pem");
    }

    @Test
    void settingsShouldNotOfferVerifiedAddressesBecauseAuthentikHasNone() {
        assertThat(factory().settings()).extracting(Setting::key).doesNotContain("require_verified_email");
    }
}
