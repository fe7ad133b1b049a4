package org.mailcloak.idp.authentik;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** Whatever goes wrong is "unavailable" with a reason of one line, and never "nobody". */
class AuthentikFaultTest {

    private static final String PAGINATION =
            "\"pagination\": {\"next\": %s, \"previous\": 0, \"count\": %s, \"current\": 1, \"total_pages\": 1,"
                    + " \"start_index\": 0, \"end_index\": 0}";

    private FakeAuthentik authentik;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
        authentik.add(StoredUser.of(10, "alice", "alice@d1.test"));
    }

    @AfterEach
    void stop() {
        authentik.close();
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    private static ResponseDefinitionBuilder list(String next, String count, String results) {
        return json("{" + PAGINATION.formatted(next, count) + ", \"results\": " + results + "}");
    }

    private static Named<ResponseDefinitionBuilder> status(int status, String body) {
        return Named.of("status " + status, json(body).withStatus(status));
    }

    static Stream<Named<ResponseDefinitionBuilder>> answers() {
        return Stream.of(
                status(400, "{\"type\":[\"Select a valid choice.\"]}"),
                status(400, "[\"filter: failed to parse JSON\"]"),
                status(401, "{\"detail\":\"no\"}"),
                status(403, "{\"detail\":\"Token invalid/expired\"}"),
                status(403, "{\"detail\":\"Authentication credentials were not provided.\"}"),
                status(403, "{\"detail\":\"You do not have permission to perform this action.\"}"),
                status(403, "<html>forbidden</html>"),
                status(404, "{\"detail\":\"Not found.\"}"),
                status(429, "{\"detail\":\"Request was throttled.\"}"),
                status(500, ""),
                status(502, "<html>bad gateway</html>"),
                status(503, "authentik starting"),
                Named.of("a page that asks to wait", json("").withStatus(429).withHeader("Retry-After", "3600")),
                Named.of(
                        "a redirect to the login page",
                        aResponse().withStatus(302).withHeader("Location", "/if/flow/default-authentication-flow/")),
                Named.of("no content", aResponse().withStatus(204)),
                Named.of("HTML", aResponse().withBody("<html><title>authentik</title></html>")),
                Named.of("nothing", json("")),
                Named.of("half a body", json("{" + PAGINATION.formatted("0", "0") + ", \"resu")),
                Named.of("a broken chunk", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Named.of("an empty response", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Named.of("garbage", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Named.of("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Named.of("null", json("null")),
                Named.of("an empty list", json("[]")),
                Named.of("an empty object", json("{}")),
                Named.of("no pagination", json("{\"results\": []}")),
                Named.of("no results", json("{" + PAGINATION.formatted("0", "0") + "}")),
                Named.of("results null", list("0", "0", "null")),
                Named.of("results an object", list("0", "0", "{}")),
                Named.of("next null", list("null", "0", "[]")),
                Named.of("next a URL", list("\"https://sso/?page=2\"", "0", "[]")),
                Named.of("next the same page", list("1", "0", "[]")),
                Named.of("next far away", list("9", "200", "[]")),
                Named.of("fewer results than counted", list("0", "1", "[]")),
                Named.of("a user without anything", list("0", "1", "[{}]")),
                Named.of(
                        "a user without is_active",
                        list("0", "1", "[{\"pk\":10,\"uuid\":\"u\",\"username\":\"alice\",\"type\":\"internal\"}]")),
                Named.of(
                        "a user without type",
                        list("0", "1", "[{\"pk\":10,\"uuid\":\"u\",\"username\":\"alice\",\"is_active\":true}]")),
                Named.of("a list of texts", list("0", "1", "[\"alice\"]")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void lookupsShouldBeUnavailableWhenAnswerIs(ResponseDefinitionBuilder answer) {
        authentik.answer(answer);
        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertUnavailable(provider.findByLogin("alice"));
            assertUnavailable(provider.findByLogin("nobody"));
            assertUnavailable(provider.findByAddress(Providers.address("alice@d1.test")));
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void unknownUserShouldBeUnavailableWhenOnlyTheDoubtIsAnsweredWith(ResponseDefinitionBuilder answer) {
        authentik.answer("/core/users/\\d+/", answer);
        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertThat(Providers.logins(provider.findByLogin("alice"))).containsExactly("alice");
            assertUnavailable(provider.findByLogin("nobody"));
        }
    }

    @Test
    void unknownUserShouldBeUnavailableWhenTheDoubtIsAnsweredWithAnotherUser() {
        authentik.answer("/core/users/\\d+/", json("{\"pk\": 4}"));
        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertUnavailable(provider.findByLogin("nobody"));
        }
    }

    @Test
    void lookupShouldBeUnavailableWhenServerHangs() {
        authentik.answer(aResponse().withFixedDelay(600_000));
        try (IdentityProvider provider = impatient("response_timeout_seconds")) {
            assertUnavailable(provider.findByLogin("alice"));
        }
    }

    @Test
    void lookupShouldBeUnavailableWhenBodyDrips() {
        authentik.answer(json(" ".repeat(600)).withChunkedDribbleDelay(600, 600_000));
        try (IdentityProvider provider = impatient("call_timeout_seconds")) {
            assertUnavailable(provider.findByLogin("alice"));
        }
    }

    @Test
    void lookupsShouldAnswerAgainWhenServerRecovers() {
        authentik.answer(aResponse().withStatus(503));
        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertUnavailable(provider.findByLogin("alice"));

            authentik.recover();

            assertThat(Providers.logins(provider.findByLogin("alice"))).containsExactly("alice");
            assertThat(Providers.logins(provider.findByLogin("nobody"))).containsExactly("nobody");
        }
    }

    private IdentityProvider impatient(String timeout) {
        return Providers.at(authentik.url(), Map.of(timeout, Duration.ofSeconds(1)));
    }

    private static void assertUnavailable(LookupResult answer) {
        assertThat(Providers.logins(answer)).isEqualTo(List.of("unavailable"));
        assertThat(Providers.reason(answer))
                .doesNotContain("\n", "\r", FakeAuthentik.TOKEN)
                .hasSizeLessThan(400);
    }
}
