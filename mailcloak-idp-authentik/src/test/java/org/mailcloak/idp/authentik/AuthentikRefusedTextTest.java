package org.mailcloak.idp.authentik;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.cache.CacheSettings;
import org.mailcloak.cache.CachingIdentityProvider;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Probe;

/** authentik, or a filter in front of it, has trouble with the text of a question, and with no other. */
class AuthentikRefusedTextTest {

    /** The list of users; not the token's own account, which is a page of its own. */
    private static final String LISTS = "/core/users/";

    private final FakeAuthentik authentik = new FakeAuthentik();
    private final IdentityProvider provider = Providers.plain(authentik);
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        provider.close();
        authentik.close();
    }

    private static ResponseDefinitionBuilder list(String results) {
        return aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("{\"pagination\":{\"next\":0,\"previous\":0,\"count\":1,\"current\":1,\"total_pages\":1,"
                        + "\"start_index\":1,\"end_index\":1},\"results\":[" + results + "]}");
    }

    private static String user(String more) {
        return "{\"pk\":7,\"uuid\":\"u7\",\"username\":\"mallory\",\"name\":\"M\",\"email\":\"m@d2.test\",\"is_active\":true,"
                + "\"type\":\"internal\"" + more + "}";
    }

    static Stream<Named<ResponseDefinitionBuilder>> answers() {
        Stream<Named<ResponseDefinitionBuilder>> statuses = IntStream.of(
                        400, 403, 404, 406, 413, 414, 422, 429, 500, 502, 503)
                .mapToObj(status -> Named.of("status " + status, aResponse().withStatus(status)));
        return Stream.concat(
                statuses,
                Stream.of(
                        Named.of("a page", aResponse().withBody("<html>blocked")),
                        Named.of("attributes that are none", list(user(",\"attributes\":7"))),
                        Named.of("another account", list(user(",\"attributes\":{}"))),
                        Named.of(
                                "a huge account",
                                list(user(",\"attributes\":{\"a\":\"" + "x".repeat(3 << 20) + "\"}"))),
                        Named.of("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void lookUpShouldBeUnclearWhenAuthentikAnswersOthers(ResponseDefinitionBuilder answer) {
        provider.probe();
        authentik.answer(LISTS, answer);

        assertThat(provider.findByLogin("union.select").isUnclear()).isTrue();
        assertThat(provider.findByAddress(Providers.address("union.select@d1.test"))
                        .isUnclear())
                .isTrue();
        assertThat(provider.probe()).isEqualTo(Probe.passed());
    }

    @Test
    void nobodyElseShouldNoticeWhenAStrangerAsksAThousandTimesForShortAddresses() {
        authentik.addAll(IntStream.range(0, 2_500)
                .mapToObj(i -> StoredUser.of(1_000 + i, "user" + i, "user" + i + "n@d1.test"))
                .toList());
        authentik.add(StoredUser.of(10, "alice", "alice@d1.test"));
        CacheSettings settings = new CacheSettings(
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofDays(1),
                1_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
        try (CachingIdentityProvider cache =
                new CachingIdentityProvider(provider, settings, threads, System::nanoTime)) {
            assertThat(cache.findByLogin("alice").isFound()).isTrue();
            authentik.remove(10);
            authentik.add(StoredUser.of(10, "alice", "alice@d1.test").inactive());
            for (int i = 0; i < 1_000; i++) {
                if (i % 50 == 0) {
                    assertThat(states(cache.findByLogin("alice"))).containsExactly(AccountState.DISABLED);
                }
                assertThat(cache.findByAddress(Providers.address("n@d1.test")).isUnclear())
                        .isTrue();
            }
            assertThat(cache.statistics().breakerOpened()).isZero();
            assertThat(cache.statistics().stale()).isZero();
        }
    }

    private static List<AccountState> states(LookupResult lookup) {
        return lookup.fold(found -> found.stream().map(Account::state).toList(), List::of, why -> List.of());
    }
}
