package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.cache.CacheSettings;
import org.mailcloak.cache.CachingIdentityProvider;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;

/** Keycloak, or a filter in front of it, has trouble with the text of a question, and with no other. */
class KeycloakRefusedTextTest {

    private static final String TEXT = "union.select";

    private final StubbedKeycloak keycloak = new StubbedKeycloak();
    private final KeycloakIdentityProvider provider = keycloak.provider(Map.of());
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        provider.close();
        keycloak.close();
    }

    static Stream<Named<ResponseDefinitionBuilder>> answers() {
        Stream<Named<ResponseDefinitionBuilder>> statuses = IntStream.of(
                        400, 403, 404, 405, 406, 409, 413, 414, 415, 422, 429, 431, 500, 502, 503, 504)
                .mapToObj(status -> Named.of("status " + status, aResponse().withStatus(status)));
        Stream<Named<ResponseDefinitionBuilder>> bodies = Stream.of(
                Named.of("a page", aResponse().withBody("<html>blocked")),
                Named.of("no list", okJson("{}")),
                Named.of("half an answer", okJson("[{\"id\":\"1\",")),
                Named.of("attributes that are none", okJson("[{\"id\":\"1\",\"username\":\"u\",\"attributes\":7}]")),
                Named.of("a blank id", okJson("[" + StubbedKeycloak.user("", TEXT, "") + "]")),
                Named.of("another account", okJson("[" + StubbedKeycloak.user("1", "alice", "") + "]")),
                Named.of("an account of its own size", okJson("[\"" + "x".repeat(300_000) + "\"]")),
                Named.of("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Named.of("an empty response", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Named.of("garbage", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
        return Stream.concat(statuses, bodies);
    }

    private void answersText(ResponseDefinitionBuilder answer) {
        for (String parameter : List.of("username", "email")) {
            keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS))
                    .atPriority(2)
                    .withQueryParam(parameter, matching(".*union.*"))
                    .willReturn(answer));
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void lookUpShouldBeUnclearWhenKeycloakAnswersOthers(ResponseDefinitionBuilder answer) {
        answersText(answer);

        assertThat(provider.findByLogin(TEXT).isUnclear()).isTrue();
        assertThat(provider.findByAddress(address(TEXT + "@d1.test")).isUnclear())
                .isTrue();
        assertThat(provider.probe()).isEqualTo(Probe.passed());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void lookUpShouldBeUnavailableWhenKeycloakAnswersNobodySo(ResponseDefinitionBuilder answer) {
        keycloak.answersUsers(answer);

        assertThat(provider.findByLogin(TEXT)).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(provider.findByLogin(TEXT).isUnclear()).isFalse();
        assertThat(provider.probe()).isInstanceOf(Probe.Failed.class);
    }

    @Test
    void nobodyElseShouldNoticeWhenAStrangerAsksAThousandTimes() {
        List<ResponseDefinitionBuilder> kinds = answers().map(Named::getPayload).toList();
        CacheSettings settings = new CacheSettings(
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofDays(1),
                1_000,
                Duration.ofSeconds(1),
                Duration.ofSeconds(8));
        try (CachingIdentityProvider cache =
                new CachingIdentityProvider(provider, settings, threads, System::nanoTime)) {
            keycloak.finds("username", "alice", StubbedKeycloak.user("1", "alice", ""));
            keycloak.finds("username", "bob", StubbedKeycloak.user("2", "bob", ""));
            assertThat(cache.findByLogin("bob").isFound()).isTrue();
            keycloak.finds("username", "bob", "{\"id\":\"2\",\"username\":\"bob\",\"enabled\":false}");
            for (int i = 0; i < 1_000; i++) {
                if (i % 40 == 0) {
                    answersText(kinds.get(i / 40 % kinds.size()));
                    LookupResult bob = cache.findByLogin("bob");
                    assertThat(cache.findByLogin("alice").isFound()).isTrue();
                    assertThat(states(bob)).containsExactly(AccountState.DISABLED);
                }
                assertThat(cache.findByAddress(address(TEXT + i + "@d1.test")).isUnclear())
                        .as("request %s", i)
                        .isTrue();
            }
            assertThat(cache.statistics().breakerOpened()).isZero();
            assertThat(cache.statistics().stale()).isZero();
        }
    }

    private static List<AccountState> states(LookupResult lookup) {
        return lookup.fold(
                found -> found.stream().map(account -> account.state()).toList(), List::of, why -> List.of());
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
