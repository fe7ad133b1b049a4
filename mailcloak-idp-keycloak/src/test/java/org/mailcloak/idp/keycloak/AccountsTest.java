package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.LookupResult;

/** What the accounts of Keycloak become. */
class AccountsTest extends StubbedLookUps {

    @Test
    void identityShouldHoldWhatKeycloakTellsWhenFound() {
        keycloak.finds("username", "alice", ALICE);

        Account account = only(findLogin("alice", WITH_ALIASES));

        assertThat(account.id()).isEqualTo("1");
        assertThat(account.primaryAddress()).contains(address("alice@d1.test"));
        assertThat(account.aliasAddresses()).containsExactly(address("a.liddell@d1.test"));
    }

    @Test
    void loginShouldBeFoundWhenWrittenInCapitals() {
        keycloak.finds("username", "ALICE", ALICE);

        assertThat(only(findLogin("ALICE", Map.of())).loginName()).isEqualTo("alice");
    }

    @Test
    void otherAccountsShouldBeLeftOutWhenServerComparesLoosely() {
        keycloak.finds("username", "\u00e1lice", ALICE);
        assertThat(findLogin("\u00e1lice", Map.of())).isEqualTo(LookupResult.notFound());
    }

    @Test
    void answerWithAnotherAccountShouldNotMeanThatThereIsNone() {
        keycloak.finds("username", "carol", ALICE);
        keycloak.finds("email", "al@d1.test", ALICE);

        assertThat(findLogin("carol", Map.of()).isUnclear()).isTrue();
        assertThat(findAddress("al@d1.test", Map.of()).isUnclear()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-account-mailcloak", "service-account-other"})
    void serviceAccountShouldBeNobodyWhenAskedFor(String login) {
        keycloak.finds("username", login, StubbedKeycloak.user("9", login, ""));

        assertThat(findLogin(login, Map.of())).isEqualTo(LookupResult.notFound());
    }

    @Test
    void addressShouldHaveAllOwnersWhenSeveralHoldIt() {
        String shared = "\"attributes\":{\"mail\":[\"INFO@D1.test\"]}";
        keycloak.finds(
                "q",
                "mail:\"info@d1.test\"",
                StubbedKeycloak.user("1", "alice", shared),
                StubbedKeycloak.user("2", "bob", shared));

        LookupResult answer = findAddress("info@d1.test", WITH_ALIASES);

        assertThat(((LookupResult.Found) answer).accounts())
                .extracting(Account::loginName)
                .containsExactly("alice", "bob");
    }

    @Test
    void unverifiedAddressShouldBeNoAddressWhenVerifiedIsRequired() {
        keycloak.finds("username", "alice", ALICE);
        keycloak.finds("email", "alice@d1.test", ALICE);
        Map<String, Object> settings = Map.of("require_verified_email", true);

        assertThat(only(findLogin("alice", settings)).primaryAddress()).isEmpty();
        assertThat(findAddress("alice@d1.test", settings)).isEqualTo(LookupResult.notFound());
        assertThat(findAddress("alice@d1.test", Map.of())).isInstanceOf(LookupResult.Found.class);
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

        Account account = only(findLogin(
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

        assertThat(account.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"true, ACTIVE", "false, SEND_BLOCKED"})
    void stateShouldBeAsConfiguredWhenAttributeIsAbsent(boolean allowed, AccountState state) {
        keycloak.finds("username", "alice", ALICE);

        Account account =
                only(findLogin("alice", Map.of("send_allowed_attribute", "send", "send_allowed_when_absent", allowed)));

        assertThat(account.state()).isEqualTo(state);
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
