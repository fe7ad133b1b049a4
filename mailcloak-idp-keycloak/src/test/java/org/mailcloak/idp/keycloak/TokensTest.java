package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** The service account's token. */
class TokensTest extends StubbedLookUps {

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
                .withBody("{\"error\":\"" + error + "\",\"error_description\":\"" + StubbedKeycloak.SECRET + "\"}"));

        LookupResult answer = findLogin("alice", Map.of());

        assertUnavailable(answer);
        assertThat(((LookupResult.Unavailable) answer).reason()).contains(cause);
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
