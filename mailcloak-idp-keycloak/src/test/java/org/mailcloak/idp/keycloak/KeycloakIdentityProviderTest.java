package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

@Timeout(60)
class KeycloakIdentityProviderTest {

    private static final String ALICE = StubbedKeycloak.user(
            "1",
            "alice",
            "\"email\":\"alice@d1.test\",\"attributes\":{\"mail\":[\"a.liddell@d1.test\",\"no address\"]}");
    private static final Map<String, Object> WITH_ALIASES = Map.of("alias_attribute", "mail");

    private final StubbedKeycloak keycloak = new StubbedKeycloak();

    @AfterEach
    void stop() {
        keycloak.close();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private Lookup findLogin(String login, Map<String, Object> settings) {
        try (IdentityProvider provider = keycloak.provider(settings)) {
            return provider.findByLogin(login);
        }
    }

    private Lookup findAddress(String address, Map<String, Object> settings) {
        try (IdentityProvider provider = keycloak.provider(settings)) {
            return provider.findByAddress(address(address));
        }
    }

    private static Identity only(Lookup answer) {
        assertThat(answer).isInstanceOf(Lookup.Found.class);
        assertThat(((Lookup.Found) answer).identities()).hasSize(1);
        return ((Lookup.Found) answer).identities().get(0);
    }

    private static void assertUnavailable(Lookup answer) {
        assertThat(answer).isInstanceOf(Lookup.Unavailable.class);
        assertThat(((Lookup.Unavailable) answer).reason())
                .isNotBlank()
                .doesNotContain("\n", "\r", StubbedKeycloak.SECRET, "token-1", "token-2", "alice");
    }

    @Nested
    class Requests {

        @Test
        void lookUpsShouldTakeOneRequestEachWhenAccountsAreFound() {
            keycloak.finds("username", "alice", ALICE);
            keycloak.finds("email", "alice@d1.test", ALICE);
            try (IdentityProvider provider = keycloak.provider(WITH_ALIASES)) {
                for (int i = 0; i < 10; i++) {
                    only(provider.findByLogin("alice"));
                    only(provider.findByAddress(address("alice@d1.test")));
                }
            }

            assertThat(keycloak.userRequests()).isEqualTo(20);
            assertThat(keycloak.tokenRequests()).isEqualTo(1);
            assertThat(keycloak.otherRequests()).isZero();
        }

        @Test
        void addressShouldTakeTwoRequestsWhenItIsAnAlias() {
            keycloak.finds("q", "mail:\"a.liddell@d1.test\"", ALICE);

            assertThat(only(findAddress("a.liddell@d1.test", WITH_ALIASES)).loginName())
                    .isEqualTo("alice");
            assertThat(keycloak.userRequests()).isEqualTo(2);
        }

        @Test
        void absenceShouldTakeOneMoreRequestThatShowsThePermission() {
            assertThat(findLogin("nobody", Map.of())).isEqualTo(Lookup.notFound());
            assertThat(keycloak.userRequests()).isEqualTo(2);
        }

        @Test
        void oneTokenShouldBeFetchedWhenHundredThreadsNeedOne() throws Exception {
            keycloak.finds("username", "alice", ALICE);
            try (IdentityProvider provider = keycloak.provider(Map.of("max_connections", 100L))) {
                assertThat(callAtOnce(100, () -> provider.findByLogin("alice")))
                        .hasSize(100)
                        .allSatisfy(answer -> only(answer));
            }

            assertThat(keycloak.tokenRequests()).isEqualTo(1);
            assertThat(keycloak.userRequests()).isEqualTo(100);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\t", "alice\u0000", "alice\r\nbob", "\ud83d"})
        void nothingShouldBeAskedAboutLoginsThatNobodyCanHave(String login) {
            assertThat(findLogin(login, Map.of())).isEqualTo(Lookup.notFound());
            assertThat(keycloak.userRequests()).isEqualTo(1);
        }

        @Test
        void nothingShouldBeAskedAboutNamesLongerThanKeycloakStores() {
            assertThat(findLogin("a".repeat(256), Map.of())).isEqualTo(Lookup.notFound());
            assertThat(findAddress("a".repeat(250) + "@d1.test", WITH_ALIASES)).isEqualTo(Lookup.notFound());
            assertThat(keycloak.userRequests()).isEqualTo(2);
        }

        @Test
        void aliasShouldBeQuotedWhenItHoldsQuotesAndBackslashes() {
            String stored = "a\\\\\\\"b c:d@d1.test";
            keycloak.finds(
                    "q",
                    "mail:\"" + stored + "\"",
                    StubbedKeycloak.user("1", "alice", "\"attributes\":{\"mail\":[\"" + stored + "\"]}"));

            assertThat(only(findAddress("a\\\"b c:d@d1.test", WITH_ALIASES)).loginName())
                    .isEqualTo("alice");
        }

        private List<Lookup> callAtOnce(int count, Callable<Lookup> call) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(count);
            try {
                List<Lookup> answers = new ArrayList<>();
                for (Future<Lookup> answer : threads.invokeAll(Collections.nCopies(count, call))) {
                    answers.add(answer.get());
                }
                return answers;
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class Accounts {

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

            Identity identity = only(
                    findLogin("alice", Map.of("send_allowed_attribute", "send", "send_allowed_when_absent", allowed)));

            assertThat(identity.state()).isEqualTo(state);
        }

        @Test
        void groupsShouldBeToldWithOneMoreRequestWhenWanted() {
            keycloak.finds("username", "alice", ALICE);
            keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS + "/1/groups"))
                    .willReturn(okJson("[{\"id\":\"7\",\"name\":\"sales\",\"path\":\"/team/sales\"}]")));

            assertThat(only(findLogin("alice", Map.of("groups", true))).groups())
                    .isEqualTo(Set.of("/team/sales"));
            assertThat(keycloak.userRequests()).isEqualTo(2);
        }
    }

    @Nested
    class FederatedUsers {

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

    @Nested
    class Permissions {

        @Test
        void absenceShouldNotBeBelievedWhenServiceAccountSeesNobody() {
            keycloak.answersUsers(okJson("[]"));

            Lookup answer = findAddress("alice@d1.test", WITH_ALIASES);

            assertUnavailable(answer);
            assertThat(((Lookup.Unavailable) answer).reason()).contains("view-users");
        }

        @Test
        void absenceShouldNotBeBelievedWhenPermissionGoesAwayWithATokenInUse() {
            try (IdentityProvider provider = keycloak.provider(Map.of())) {
                assertThat(provider.findByLogin("nobody")).isEqualTo(Lookup.notFound());

                keycloak.answersUsers(okJson("[]"));

                assertUnavailable(provider.findByLogin("nobody"));
            }
        }

        @Test
        void remedyShouldBeNamedWhenPermissionIsMissing() {
            keycloak.answersUsers(aResponse().withStatus(403).withBody("{\"error\":\"HTTP 403 Forbidden\"}"));

            Lookup answer = findLogin("alice", Map.of());

            assertUnavailable(answer);
            assertThat(((Lookup.Unavailable) answer).reason()).contains("HTTP status 403", "role view-users");
        }
    }

    @Nested
    class Tokens {

        @Test
        void tokenShouldBeRenewedOnceWhenServerRefusesIt() {
            keycloak.finds("username", "alice", ALICE);
            try (IdentityProvider provider = keycloak.provider(Map.of())) {
                only(provider.findByLogin("alice"));
                keycloak.refusesToken("token-1");
                keycloak.givesToken("token-2");

                only(provider.findByLogin("alice"));
                only(provider.findByLogin("alice"));
            }

            assertThat(keycloak.tokenRequests()).isEqualTo(2);
            assertThat(keycloak.userRequests()).isEqualTo(4);
        }

        @Test
        void lookUpShouldBeUnavailableWhenNewTokenIsRefusedToo() {
            keycloak.refusesToken("token-1");

            assertUnavailable(findLogin("alice", Map.of()));
            assertThat(keycloak.tokenRequests()).isEqualTo(2);
            assertThat(keycloak.userRequests()).isEqualTo(2);
        }

        @Test
        void tokenShouldBeRenewedWhenFourFifthsOfItsLifeArePast() {
            keycloak.finds("username", "alice", ALICE);
            try (IdentityProvider provider = keycloak.provider(Map.of())) {
                only(provider.findByLogin("alice"));
                keycloak.passSeconds(79);
                only(provider.findByLogin("alice"));
                assertThat(keycloak.tokenRequests()).isEqualTo(1);

                keycloak.passSeconds(1);
                only(provider.findByLogin("alice"));
                only(provider.findByLogin("alice"));
                assertThat(keycloak.tokenRequests()).isEqualTo(2);
            }
        }

        @Test
        void oldTokenShouldServeWhenRenewalAheadOfTimeFails() {
            keycloak.finds("username", "alice", ALICE);
            try (IdentityProvider provider = keycloak.provider(Map.of())) {
                only(provider.findByLogin("alice"));
                keycloak.answersTokens(aResponse().withStatus(503));
                keycloak.passSeconds(85);

                only(provider.findByLogin("alice"));
                only(provider.findByLogin("alice"));
                assertThat(keycloak.tokenRequests()).isEqualTo(2);

                keycloak.passSeconds(15);
                assertUnavailable(provider.findByLogin("alice"));
            }
        }

        @ParameterizedTest
        @CsvSource({
            "401, unauthorized_client, client_secret is wrong",
            "401, invalid_client, client_id is unknown",
            "401, invalid_request, service account is disabled",
            "404, Realm does not exist, realm test does not exist",
        })
        void reasonShouldNameTheCauseWhenTokenIsRefused(int status, String error, String cause) {
            keycloak.answersTokens(aResponse()
                    .withStatus(status)
                    .withBody(
                            "{\"error\":\"" + error + "\",\"error_description\":\"" + StubbedKeycloak.SECRET + "\"}"));

            Lookup answer = findLogin("alice", Map.of());

            assertUnavailable(answer);
            assertThat(((Lookup.Unavailable) answer).reason()).contains(cause);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "{\"access_token\":\"token-1\"}",
                    "{\"access_token\":\"\",\"expires_in\":100}",
                    "{\"access_token\":\"token-1\",\"expires_in\":0}",
                    "{\"access_token\":\"token-1\",\"expires_in\":\"soon\"}",
                    "<html>"
                })
        void lookUpShouldBeUnavailableWhenTokenAnswerIsMalformed(String body) {
            keycloak.answersTokens(okJson(body));

            assertUnavailable(findLogin("alice", Map.of()));
            assertThat(keycloak.userRequests()).isZero();
        }
    }

    @Nested
    class Faults {

        static Stream<Arguments> faults() {
            return Stream.concat(
                    Stream.of(301, 400, 401, 403, 404, 429, 500, 502, 503)
                            .map(status ->
                                    Arguments.of("status " + status, aResponse().withStatus(status))),
                    Stream.of(
                            Arguments.of("no JSON", okJson("<html>")),
                            Arguments.of("half a body", okJson("[{\"id\":\"1\",\"user")),
                            Arguments.of("an object", okJson("{}")),
                            Arguments.of("null", okJson("null")),
                            Arguments.of("an array of something else", okJson("[1]")),
                            Arguments.of("a user without a name", okJson("[{\"id\":\"1\",\"enabled\":true}]")),
                            Arguments.of("no flag", okJson("[{\"id\":\"1\",\"username\":\"alice\"}]")),
                            Arguments.of(
                                    "odd attributes",
                                    okJson("[{\"id\":\"1\",\"username\":\"alice\",\"enabled\":true,"
                                            + "\"attributes\":{\"mail\":\"a@d1.test\"}}]")),
                            Arguments.of("no body", aResponse().withStatus(204)),
                            Arguments.of("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                            Arguments.of("nothing", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                            Arguments.of("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                            Arguments.of("a broken chunk", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                            Arguments.of("silence", okJson("[]").withFixedDelay(20_000)),
                            Arguments.of("a drip", okJson("[       ]").withChunkedDribbleDelay(9, 7_200))));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("faults")
        void lookUpsShouldBeUnavailableWhenUsersAreAnsweredWith(String what, ResponseDefinitionBuilder fault) {
            keycloak.answersUsers(fault);
            Map<String, Object> settings = Map.of(
                    "alias_attribute", "mail",
                    "response_timeout_seconds", Duration.ofSeconds(1),
                    "call_timeout_seconds", Duration.ofSeconds(1));

            assertUnavailable(findLogin("alice", settings));
            assertUnavailable(findAddress("alice@d1.test", settings));
        }
    }
}
