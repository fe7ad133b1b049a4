package org.mailcloak.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Setting;

class AttributeRulesTest {

    private static final Map<String, Object> ALL = Map.of(
            "alias_attribute", "aliases",
            "send_allowed_attribute", "maySend",
            "account_status_attribute", "status",
            "status_send_blocked", List.of("NoSend", "suspended", "on leave"),
            "status_disabled", List.of("deleted"),
            "account_scope_attribute", "scope");

    private static AttributeRules rules(Map<String, Object> settings) {
        return AttributeRules.from(new ProviderConfig("test", Path.of("state.db"), settings));
    }

    private static AttributeValues values(String name, String semicolonSeparated) {
        List<String> values = Arrays.asList(semicolonSeparated.split(";", -1));
        return asked -> asked.equals(name) ? values : List.of();
    }

    @ParameterizedTest
    @CsvSource({
        "maySend, false, SEND_BLOCKED",
        "maySend, FALSE, SEND_BLOCKED",
        "maySend, ' no ', SEND_BLOCKED",
        "maySend, Off, SEND_BLOCKED",
        "maySend, 0, SEND_BLOCKED",
        "maySend, true, ACTIVE",
        "maySend, 1, ACTIVE",
        "maySend, nope, ACTIVE",
        "maySend, ' ', ACTIVE",
        "maySend, true;false, SEND_BLOCKED",
        "status, nosend, SEND_BLOCKED",
        "status, ' SUSPENDED', SEND_BLOCKED",
        "status, deleted, DISABLED",
        "status, nosend;deleted, DISABLED",
        "status, active, ACTIVE",
        "status, '\u00a0deleted\u00a0', DISABLED",
        "status, 'del\u200beted', DISABLED",
        "status, '\ufeffdeleted', DISABLED",
        "status, on\u00a0 leave, SEND_BLOCKED",
        "maySend, '\uff26\uff21\uff2c\uff33\uff25', SEND_BLOCKED",
        "maySend, '\u200b', ACTIVE",
        "other, false, ACTIVE",
    })
    void stateShouldFollowTheValueWhenAccountIsEnabled(String attribute, String value, AccountState expected) {
        assertThat(rules(ALL).state(true, values(attribute, value))).isEqualTo(expected);
    }

    @Test
    void stateShouldBeDisabledWhenAccountIsNotEnabled() {
        assertThat(rules(ALL).state(false, values("maySend", "true"))).isEqualTo(AccountState.DISABLED);
    }

    @ParameterizedTest
    @CsvSource({"true, ACTIVE", "false, SEND_BLOCKED"})
    void stateShouldBeAsConfiguredWhenSendAllowedIsAbsent(boolean whenAbsent, AccountState expected) {
        Map<String, Object> settings = new HashMap<>(ALL);
        settings.put("send_allowed_when_absent", whenAbsent);

        assertThat(rules(settings).state(true, asked -> List.of())).isEqualTo(expected);
    }

    @Test
    void stateShouldBeActiveWhenNothingIsConfigured() {
        assertThat(rules(Map.of()).state(true, asked -> List.of("false", "deleted")))
                .isEqualTo(AccountState.ACTIVE);
    }

    @Test
    void aliasesShouldBeTheAddressesAmongTheValuesWhenRead() {
        assertThat(rules(ALL).aliases(values("aliases", "A.Liddell@D1.test; info@d1.test ;nonsense;")))
                .isEqualTo(addresses("a.liddell@d1.test", "info@d1.test"));
    }

    @Test
    void aliasesShouldBeNoneWhenNoAttributeIsConfigured() {
        assertThat(rules(Map.of()).aliases(asked -> List.of("info@d1.test"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "scope, local_only, LOCAL_ONLY",
        "scope, local-only, LOCAL_ONLY",
        "scope, ' Internal ', LOCAL_ONLY",
        "scope, anywhere, ANYWHERE",
        "scope, ' ', ANYWHERE",
        "scope, anywhere;internal, LOCAL_ONLY",
        "other, internal, ANYWHERE",
    })
    void scopeShouldFollowTheStrictestValueWhenAllAreKnown(String attribute, String value, AccountScope expected) {
        assertThat(rules(ALL).scope(values(attribute, value))).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"intern", "local only", "internal;external", "true"})
    void scopeShouldBeEmptyWhenAValueIsNotKnown(String value) {
        assertThat(rules(ALL).scope(values("scope", value))).isEmpty();
    }

    @Test
    void namesShouldBeThoseThatAreConfigured() {
        assertThat(rules(ALL).names()).containsExactly("aliases", "maySend", "status", "scope");
        assertThat(rules(Map.of()).names()).isEmpty();
    }

    @Test
    void fromShouldRefuseWhenStatusValuesStandAlone() {
        assertThatThrownBy(() -> rules(Map.of("status_disabled", List.of("deleted"))))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContaining("account_status_attribute, which is not set");
    }

    @Test
    void fromShouldRefuseWhenStatusHasNoValues() {
        assertThatThrownBy(() -> rules(Map.of("account_status_attribute", "status")))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContaining("neither status_send_blocked nor status_disabled");
    }

    @Test
    void fromShouldRefuseWhenNobodyCouldSend() {
        assertThatThrownBy(() -> rules(Map.of("send_allowed_when_absent", false)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContaining("nobody could send");
    }

    @Test
    void settingsShouldBeTheKeysThatFromReads() {
        assertThat(AttributeRules.settings().stream().map(Setting::key))
                .containsExactly(
                        "alias_attribute",
                        "send_allowed_attribute",
                        "send_allowed_when_absent",
                        "account_status_attribute",
                        "status_send_blocked",
                        "status_disabled",
                        "account_scope_attribute");
    }

    private static Set<EmailAddress> addresses(String... texts) {
        return Arrays.stream(texts)
                .map(text -> EmailAddress.parse(text).orElseThrow())
                .collect(Collectors.toSet());
    }
}
