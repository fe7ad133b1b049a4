package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.config.EffectiveValue.Origin;
import org.mailcloak.idp.Setting;

class EffectiveValuesTest {

    private static final String SECRET = "tops3cret";

    private static ConfigurationDraft draft(String more, Setting... settings) {
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", """
                sqlite: {path: /var/lib/mailcloak/state.db}
                sockets: {policy_socket: a, socketmap_socket: b}
                idp: {provider: test}
                """ + more);
        draft.bind(Drafts.factory(settings));
        return draft;
    }

    /** A file whose provider has these settings, as one line. */
    private static List<EffectiveValue> ofProvider(String values, Setting... settings) {
        ConfigurationDraft draft = ConfigurationReader.read(
                "config.yaml",
                Drafts.MINIMAL.replace("idp: {provider: local}", "idp: {provider: test, test: {" + values + "}}"));
        draft.bind(Drafts.factory(settings));
        return draft.effectiveValues();
    }

    private static EffectiveValue find(List<EffectiveValue> values, String key) {
        return values.stream()
                .filter(value -> value.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "policy: {idp_failure_mode: dunno} | policy.idp_failure_mode | dunno | FILE",
                "policy: {keycloak_failure_mode: dunno} | policy.idp_failure_mode | dunno | FILE",
                "policy: {} | policy.idp_failure_mode | tempfail | DEFAULT",
                "policy: {trusted_networks: [127.0.0.0/8, '::1/128']} | policy.trusted_networks | [127.0.0.0/8, ::1/128] | FILE",
                "policy: {external_senders: {a.test: [192.0.2.0/24]}} | policy.external_senders | {a.test: [192.0.2.0/24]} | FILE",
                "policy: {return_paths: []} | policy.return_paths | [] | FILE",
                "policy: {} | policy.return_paths | [srs, prvs] | DEFAULT",
                "log: {level: debug} | log.level | debug | FILE",
                "log: {level: } | log.level | info | DEFAULT",
                "log: {} | sockets.control_socket | /var/lib/mailcloak/control.sock | DEFAULT",
                "log: {} | idp.test.cache_ttl_seconds | 120 | DEFAULT",
                "log: {} | idp.test.login_ttl_seconds | 120 | DEFAULT"
            })
    void valueShouldSayWhatHoldsAndWhereItComesFrom(String more, String key, String value, Origin origin) {
        EffectiveValue found = find(draft(more).effectiveValues(), key);

        assertThat(found.value()).contains(value);
        assertThat(found.origin()).isEqualTo(origin);
    }

    @Test
    void everyKeyShouldBeListedOnceInTheOrderOfTheDocumentation() {
        assertThat(draft("").effectiveValues())
                .extracting(EffectiveValue::key)
                .containsExactlyElementsOf(ConfigurationKeys.ALL.stream()
                        .map(key -> key.doc().key().replace("PROVIDER", "test"))
                        .toList());
    }

    @Test
    void keyWithoutAValueShouldBeUnsetAndSayWhatHoldsThen() {
        EffectiveValue found = find(draft("").effectiveValues(), "policy.origin");

        assertThat(found.origin()).isEqualTo(Origin.UNSET);
        assertThat(found.value()).isEmpty();
        assertThat(found.description()).contains("Without it");
    }

    @Test
    void timeShouldNameItsUnit() {
        List<EffectiveValue> values = draft("").effectiveValues();

        assertThat(find(values, "idp.test.cache_ttl_seconds").unit()).contains("seconds");
        assertThat(find(values, "policy.group_member_limit").unit()).isEmpty();
    }

    @Test
    void loginTtlShouldBeTheProvidersWhenTheFileHasNone() {
        ConfigurationDraft draft =
                ConfigurationReader.read("config.yaml", Drafts.MINIMAL.replace("provider: local", "provider: test"));
        draft.bind(Drafts.factory(Optional.of(Duration.ofSeconds(7))));

        EffectiveValue found = find(draft.effectiveValues(), "idp.test.login_ttl_seconds");

        assertThat(found.value()).contains("7");
        assertThat(found.origin()).isEqualTo(Origin.PROVIDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"any_name", "token", "bind_password", "thing"})
    void declaredSecretShouldBeHiddenWhateverItsName(String name) {
        List<EffectiveValue> values =
                ofProvider(name + ": " + SECRET, Setting.required(name, Setting.Kind.SECRET, "a secret"));

        assertThat(values.toString()).doesNotContain(SECRET);
        assertThat(find(values, "idp.test." + name).value()).contains("********");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"password", "Password", "bind-passwd", "api_token", "apikey", "API_KEY", "client.secret", "db_pw"
            })
    void textWithTheNameOfASecretShouldBeHidden(String name) {
        List<EffectiveValue> values =
                ofProvider("\"" + name + "\": " + SECRET, Setting.optional(name, Setting.Kind.TEXT, "a text"));

        assertThat(values.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"passage", "alias_attribute", "keys_attribute", "tokenizer", "token_seconds", "secretary"})
    void textWithASimilarNameShouldBeShown(String name) {
        List<EffectiveValue> values = ofProvider(name + ": plain", Setting.optional(name, Setting.Kind.TEXT, "a text"));

        assertThat(find(values, "idp.test." + name).value()).contains("plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ldaps://svc:tops3cret@ldap.test", "http://svc:a@tops3cret@proxy.test/x", "x://tops3cret@h"})
    void passwordInAUrlShouldBeHidden(String url) {
        List<EffectiveValue> values =
                ofProvider("url: ['" + url + "']", Setting.optional("url", Setting.Kind.LIST, "servers"));

        assertThat(values.toString()).doesNotContain(SECRET).contains("://********@");
    }

    @Test
    void secretInAFileShouldBeToldByTheNameOfTheFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), SECRET);
        List<EffectiveValue> values =
                ofProvider("token_file: " + file, Setting.required("token", Setting.Kind.SECRET, "a secret"));

        assertThat(values.toString()).doesNotContain(SECRET);
        assertThat(find(values, "idp.test.token_file").value()).contains(file.toString());
    }

    @Test
    void valuesShouldBeRefusedWhenTheFileHasAProblem() {
        ConfigurationDraft draft = draft("colour: red\n");

        assertThatThrownBy(draft::effectiveValues).isInstanceOf(ConfigurationException.class);
    }
}
