package org.mailcloak.idp.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Secret;
import org.mailcloak.idp.ldap.LdapEndpoint.Security;

class LdapSettingsTest {

    private static final String LDAPS = "ldaps://a.d1.test";

    private static LdapSettings settings(String key, Object value) {
        return InMemoryDirectory.settings(LDAPS, Map.of(key, value));
    }

    @ParameterizedTest
    @CsvSource({
        "ldaps://a.d1.test, false, a.d1.test, 636, TLS",
        "LDAPS://a.d1.test:1636/, true, a.d1.test, 1636, TLS",
        "ldap://a.d1.test, true, a.d1.test, 389, START_TLS",
        "ldap://localhost:1389, false, localhost, 1389, NONE",
        "ldap://127.0.0.1, false, 127.0.0.1, 389, NONE",
        "ldap://[::1]:1389, false, ::1, 1389, NONE",
    })
    void serverShouldBeReadFromItsUrl(String url, boolean startTls, String host, int port, Security security) {
        LdapSettings settings = InMemoryDirectory.settings(url, Map.of("start_tls", startTls));

        assertThat(settings.access().servers()).containsExactly(new LdapEndpoint(host, port, security));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.d1.test",
                "https://a.d1.test",
                "ldap:a.d1.test",
                "ldaps://",
                "ldaps://a b",
                "ldaps://a.d1.test:70000",
                "ldaps://a.d1.test/dc=d1",
                "ldaps://a.d1.test/?uid",
                "ldapi:///run/slapd",
                "ldapi://",
                "ldapi://%2F",
                "ldapi://run",
                "ldapi://%zz",
                "ldapi://%2Frun%00"
            })
    void urlShouldBeRefusedWhenItIsNoServer(String url) {
        assertThatThrownBy(() -> settings("url", List.of(url)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("url: expected ldaps://host");
    }

    @ParameterizedTest
    @CsvSource({
        "ldapi://%2Frun%2Fslapd%2Fldapi, /run/slapd/ldapi",
        "LDAPI://%2frun%2fldapi/, /run/ldapi",
        "ldapi://%2Frun%2Fa+b%20c, /run/a+b c",
    })
    void localServerShouldBeReadFromItsUrl(String url, String path) {
        LdapSettings settings = settings("url", List.of(url));

        assertThat(settings.access().servers()).containsExactly(new LdapEndpoint(path, 0, Security.LOCAL));
        assertThat(LdapEndpoint.parse(new LdapEndpoint(path, 0, Security.LOCAL).toString(), false))
                .isEqualTo(new LdapEndpoint(path, 0, Security.LOCAL));
    }

    private static Identification identification(String url, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("url", List.of(url));
        all.put("base_dn", InMemoryDirectory.PEOPLE);
        return LdapSettings.from(new ProviderConfig("ldap", Path.of("state.db"), all))
                .access()
                .identification();
    }

    @ParameterizedTest
    @CsvSource({
        "ldapi://%2Frun%2Fldapi, , External",
        "ldapi://%2Frun%2Fldapi, anonymous, Anonymous",
        "ldapi://%2Frun%2Fldapi, EXTERNAL, External",
        "ldaps://a.d1.test, , Anonymous",
        "ldaps://a.d1.test, anonymous, Anonymous",
    })
    void serviceShouldSayWhoItIsWithoutAPassword(String url, @Nullable String method, String kind) {
        Map<String, Object> values = method == null ? Map.of() : Map.of("bind_method", method);

        assertThat(identification(url, values).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void serviceShouldLogInByNameWhereverItIsGivenOne() {
        Map<String, Object> values = Map.of("bind_dn", "cn=x", "bind_password", new Secret("y"));

        assertThat(identification("ldapi://%2Frun%2Fldapi", values)).isInstanceOf(Identification.Simple.class);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                Arguments.of(Map.of("bind_dn", "cn=x"), "bind_password"),
                Arguments.of(Map.of("bind_password", new Secret("y")), "bind_dn"),
                Arguments.of(Map.of("bind_method", "simple"), "bind_dn"),
                Arguments.of(Map.of("bind_method", "external"), "ldapi://"),
                Arguments.of(Map.of("bind_method", "gssapi"), "simple, external or anonymous"),
                Arguments.of(Map.of("bind_method", "anonymous", "bind_dn", "cn=x"), "bind_dn"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void identificationShouldBeRefusedWhenItsSettingsDoNotFitEachOther(Map<String, Object> values, String message) {
        assertThatThrownBy(() -> identification(LDAPS, values))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void messageShouldNotRepeatAPasswordWhenOneIsInTheUrl() {
        assertThatThrownBy(() -> settings("url", List.of("ldaps://cn=a:s3cret@a.d1.test")))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap://a.d1.test", "ldap://10.0.0.1", "ldap://127.0.0.1.d1.test", "ldap://[2001:db8::1]"})
    void plainTextShouldBeRefusedWhenThePasswordWouldLeaveTheMachine(String url) {
        assertThatThrownBy(() -> settings("url", List.of(LDAPS, url)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContainingAll("in the clear", "start_tls", "allow_plain_text");
    }

    @Test
    void plainTextShouldBeTakenWhenTheOperatorInsists() {
        LdapSettings settings = InMemoryDirectory.settings("ldap://a.d1.test", Map.of("allow_plain_text", true));

        assertThat(settings.access().servers().get(0).isEncrypted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "preset; novell; preset: expected one of [openldap, activedirectory, freeipa, lldap]",
                "base_dn; people; base_dn: expected a DN",
                "group_base_dn; groups; group_base_dn: expected a DN",
                "user_filter; (a=b; user_filter: expected a filter",
                "scope; base; scope: expected sub or one",
                "id_attribute; *; id_attribute: expected the name of an attribute",
                "alias_attribute; a b; alias_attribute: expected the name of an attribute",
                "group_address_attribute; *; group_address_attribute: expected the name of an attribute",
            })
    void settingShouldBeRefusedWhenItCannotBeUsed(String key, String value, String message) {
        assertThatThrownBy(() -> InMemoryDirectory.settings(LDAPS, Map.of(key, value)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"login_attribute", "address_attributes"})
    void attributeShouldBeRefusedWhenItWouldChangeTheFilter(String key) {
        assertThatThrownBy(() -> settings(key, List.of("uid", "a)(b")))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith(key + ": expected the name of an attribute");
    }

    @Test
    void lockShouldBeRefusedWhenItIsNotKnown() {
        assertThatThrownBy(() -> settings("lock_attributes", List.of("shadowExpire")))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith("lock_attributes: expected some of [userAccountControl");
    }

    @Test
    void locksShouldBeThoseThatTheOperatorNames() {
        assertThat(settings("lock_attributes", List.of("NSACCOUNTLOCK"))
                        .layout()
                        .locks())
                .containsExactly(LockAttribute.NS_ACCOUNT_LOCK);
        assertThat(settings("lock_attributes", List.of("none")).layout().locks())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect_timeout_seconds", "response_timeout_seconds", "call_timeout_seconds"})
    void timeoutShouldBeRefusedWhenItIsZero(String key) {
        assertThatThrownBy(() -> settings(key, Duration.ZERO))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageStartingWith(key + ": expected a number from 1 to 60");
    }

    @Test
    void passwordShouldNotBeSeenWhenSettingsArePrinted() {
        assertThat(settings("scope", "one").toString()).doesNotContain(InMemoryDirectory.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({
        "openldap, , IF_POSSIBLE",
        "openldap, true, YES",
        "openldap, false, NO",
        "freeipa, , NO",
        "freeipa, true, YES",
        "activedirectory, , NO",
        "lldap, , NO",
    })
    void changesShouldBeFollowedAsThePresetOrTheOperatorSays(
            String preset, @Nullable Boolean follow, FollowMode expected) {
        Map<String, Object> more =
                follow == null ? Map.of("preset", preset) : Map.of("preset", preset, "follow", follow);

        assertThat(InMemoryDirectory.settings(LDAPS, more).follow()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lock_attributes; accountExpires; accountExpires",
                "user_filter; (&(objectClass=person)(!(memberOf=cn=x,dc=test))); memberOf",
            })
    void changesShouldNotAllBeToldWhenTimeOrTheDirectoryMakesThemSilently(String key, String value, String why) {
        Object given = key.equals("user_filter") ? value : List.of(value);

        assertThat(settings(key, given).layout().changesUntold())
                .hasValueSatisfying(text -> assertThat(text).contains(why));
        assertThat(settings("preset", "openldap").layout().changesUntold()).isEmpty();
    }
}
