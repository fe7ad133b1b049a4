package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;

/** What the accounts of Keycloak become. */
class AccountsTest extends StubbedLookUps {

    @Test
    void identityShouldHoldWhatKeycloakTellsWhenFound() {
        keycloak.finds("username", "alice", ALICE);

        Identity identity = only(findLogin("alice", WITH_ALIASES));

        assertThat(identity.id()).isEqualTo("1");
        assertThat(identity.primaryAddress()).contains(address("alice@d1.test"));
        assertThat(identity.aliasAddresses()).containsExactly(address("a.liddell@d1.test"));
        assertThat(identity.groups()).isEmpty();
    }

    @Test
    void loginShouldBeFoundWhenWrittenInCapitals() {
        keycloak.finds("username", "ALICE", ALICE);

        assertThat(only(findLogin("ALICE", Map.of())).loginName()).isEqualTo("alice");
    }

    @Test
    void otherAccountsShouldBeLeftOutWhenServerComparesLoosely() {
        keycloak.finds("username", "\u00e1lice", ALICE);
        keycloak.finds("email", "al@d1.test", ALICE);

        assertThat(findLogin("\u00e1lice", Map.of())).isEqualTo(Lookup.notFound());
        assertThat(findAddress("al@d1.test", Map.of())).isEqualTo(Lookup.notFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-account-mailcloak", "service-account-other"})
    void serviceAccountShouldBeNobodyWhenAskedFor(String login) {
        keycloak.finds("username", login, StubbedKeycloak.user("9", login, ""));

        assertThat(findLogin(login, Map.of())).isEqualTo(Lookup.notFound());
    }

    @Test
    void addressShouldHaveAllOwnersWhenSeveralHoldIt() {
        String shared = "\"attributes\":{\"mail\":[\"INFO@D1.test\"]}";
        keycloak.finds(
                "q",
                "mail:\"info@d1.test\"",
                StubbedKeycloak.user("1", "alice", shared),
                StubbedKeycloak.user("2", "bob", shared));

        Lookup answer = findAddress("info@d1.test", WITH_ALIASES);

        assertThat(((Lookup.Found) answer).identities())
                .extracting(Identity::loginName)
                .containsExactly("alice", "bob");
    }

    @Test
    void unverifiedAddressShouldBeNoAddressWhenVerifiedIsRequired() {
        keycloak.finds("username", "alice", ALICE);
        keycloak.finds("email", "alice@d1.test", ALICE);
        Map<String, Object> settings = Map.of("require_verified_email", true);

        assertThat(only(findLogin("alice", settings)).primaryAddress()).isEmpty();
        assertThat(findAddress("alice@d1.test", settings)).isEqualTo(Lookup.notFound());
        assertThat(findAddress("alice@d1.test", Map.of())).isInstanceOf(Lookup.Found.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  |                                              | ACTIVE",
                "false |                                              | DISABLED",
                "true  | \"send\":[\"true\"]                          | ACTIVE",
                "true  | \"send\":[\"false\"]                         | SEND_BLOCKED",
                "true  | \"send\":[\" NO \"]                          | SEND_BLOCKED",
                "true  | \"send\":[\"0\"]                             | SEND_BLOCKED",
                "true  | \"send\":[\"true\",\"off\"]                  | SEND_BLOCKED",
                "true  | \"send\":[]                                  | ACTIVE",
                "true  | \"status\":[\"quiet\"]                       | SEND_BLOCKED",
                "true  | \"status\":[\"Closed\"]                      | DISABLED",
                "true  | \"status\":[\"quiet\",\"closed\"]            | DISABLED",
                "true  | \"status\":[\"other\"]                       | ACTIVE",
                "true  | \"status\":[\"closed\"],\"send\":[\"true\"]  | DISABLED",
                "true  | \"status\":[\"other\"],\"send\":[\"false\"]  | SEND_BLOCKED",
                "false | \"status\":[\"other\"],\"send\":[\"true\"]   | DISABLED",
            })
    void stateShouldBeTheStrictestWhenSeveralAreTold(boolean enabled, String attributes, AccountState state) {
        String user = "{\"id\":\"1\",\"username\":\"alice\",\"enabled\":" + enabled + ",\"attributes\":{"
                + (attributes == null ? "" : attributes) + "}}";
        keycloak.finds("username", "alice", user);

        Identity identity = only(findLogin(
                "alice",
                Map.of(
                        "send_allowed_attribute",
                        "send",
                        "account_status_attribute",
                        "status",
                        "status_send_blocked",
                        List.of("quiet"),
                        "status_disabled",
                        List.of("CLOSED"))));

        assertThat(identity.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"true, ACTIVE", "false, SEND_BLOCKED"})
    void stateShouldBeAsConfiguredWhenAttributeIsAbsent(boolean allowed, AccountState state) {
        keycloak.finds("username", "alice", ALICE);

        Identity identity =
                only(findLogin("alice", Map.of("send_allowed_attribute", "send", "send_allowed_when_absent", allowed)));

        assertThat(identity.state()).isEqualTo(state);
    }

    @Test
    void groupsShouldBeToldWithOneMoreRequestWhenWanted() {
        keycloak.finds("username", "alice", ALICE);
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS + "/1/groups"))
                .willReturn(okJson("[{\"id\":\"7\",\"name\":\"sales\",\"path\":\"/team/sales\"}]")));

        assertThat(only(findLogin("alice", Map.of("groups", true))).groups()).isEqualTo(Set.of("/team/sales"));
        assertThat(keycloak.userRequests()).isEqualTo(2);
    }

    private static final String HIDDEN =
            "{\"id\":\"1\",\"username\":\"fred\",\"enabled\":false,\"federationLink\":\"x\"}";

    @Test
    void disabledUserShouldBeUnavailableWhenItIsStoredAsEnabled() {
        keycloak.finds("username", "fred", HIDDEN);
        keycloak.stub(StubbedKeycloak.searchFor("username", "fred")
                .withQueryParam("enabled", equalTo("false"))
                .atPriority(2)
                .willReturn(okJson("[]")));

        assertUnavailable(findLogin("fred", Map.of()));
    }

    @Test
    void disabledUserShouldBeDisabledWhenItIsStoredAsThat() {
        keycloak.finds("username", "fred", HIDDEN);

        assertThat(only(findLogin("fred", Map.of())).state()).isEqualTo(AccountState.DISABLED);
    }
}
