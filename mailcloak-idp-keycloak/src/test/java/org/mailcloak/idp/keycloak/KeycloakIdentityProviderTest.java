package org.mailcloak.idp.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

/** What Keycloak is asked, and how often. */
class KeycloakIdentityProviderTest extends StubbedLookUps {

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
        assertThat(findLogin("nobody", Map.of())).isEqualTo(LookupResult.notFound());
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
        assertThat(findLogin(login, Map.of())).isEqualTo(LookupResult.notFound());
        assertThat(keycloak.userRequests()).isEqualTo(1);
    }

    @Test
    void nothingShouldBeAskedAboutNamesLongerThanKeycloakStores() {
        assertThat(findLogin("a".repeat(256), Map.of())).isEqualTo(LookupResult.notFound());
        assertThat(findAddress("a".repeat(250) + "@d1.test", WITH_ALIASES)).isEqualTo(LookupResult.notFound());
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

    private List<LookupResult> callAtOnce(int count, Callable<LookupResult> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<LookupResult> answers = new ArrayList<>();
            for (Future<LookupResult> answer : threads.invokeAll(Collections.nCopies(count, call))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
