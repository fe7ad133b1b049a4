package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** An answer that is not to be believed makes nobody unknown. */
class LookUpFaultTest extends StubbedLookUps {

    @Test
    void absenceShouldNotBeBelievedWhenServiceAccountSeesNobody() {
        keycloak.answersUsers(okJson("[]"));

        LookupResult answer = findAddress("alice@d1.test", WITH_ALIASES);

        assertUnavailable(answer);
        assertThat(((LookupResult.Unavailable) answer).reason()).contains("view-users");
    }

    @Test
    void absenceShouldNotBeBelievedWhenPermissionGoesAwayWithATokenInUse() {
        try (IdentityProvider provider = keycloak.provider(Map.of())) {
            assertThat(provider.findByLogin("nobody")).isEqualTo(LookupResult.notFound());

            keycloak.answersUsers(okJson("[]"));

            assertUnavailable(provider.findByLogin("nobody"));
        }
    }

    @Test
    void remedyShouldBeNamedWhenPermissionIsMissing() {
        keycloak.answersUsers(aResponse().withStatus(403).withBody("{\"error\":\"HTTP 403 Forbidden\"}"));

        LookupResult answer = findLogin("alice", Map.of());

        assertUnavailable(answer);
        assertThat(((LookupResult.Unavailable) answer).reason()).contains("HTTP status 403", "role view-users");
    }

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
