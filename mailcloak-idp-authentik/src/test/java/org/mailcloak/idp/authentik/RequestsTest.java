package org.mailcloak.idp.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.IdentityProvider;

/** How many requests a look-up costs, and which. Counted at the server. */
class RequestsTest {

    private static final String REST =
            "&type=internal&type=external&include_groups=false&include_roles=false&ordering=pk&page=1&page_size=100";

    private FakeAuthentik authentik;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
        authentik.add(
                StoredUser.of(10, "alice", "Alice@d1.test").withList("mailAlias", "al@d1.test"),
                StoredUser.of(11, "Bob", "bob@d1.test"));
    }

    @AfterEach
    void stop() {
        authentik.close();
    }

    @Test
    void loginShouldCostOneRequestWhenSpelledAsStored() {
        try (IdentityProvider provider = Providers.full(authentik)) {
            provider.findByLogin("alice");
        }
        assertThat(authentik.requests()).containsExactly("/core/users/?username=alice" + REST);
    }

    @Test
    void loginShouldCostTwoRequestsWhenSpelledOtherwise() {
        try (IdentityProvider provider = Providers.full(authentik)) {
            provider.findByLogin("bob");
        }
        assertThat(authentik.requests())
                .containsExactly("/core/users/?username=bob" + REST, "/core/users/?search=bob" + REST);
    }

    @Test
    void addressShouldCostOneRequestWhenItIsSomebodysPrimaryInAnySpelling() {
        try (IdentityProvider provider = Providers.full(authentik)) {
            provider.findByAddress(Providers.address("alice@d1.test"));
        }
        assertThat(authentik.requests()).containsExactly("/core/users/?search=alice@d1.test" + REST);
    }

    @Test
    void addressShouldCostTwoRequestsWhenItIsAnAlias() {
        try (IdentityProvider provider = Providers.full(authentik)) {
            provider.findByAddress(Providers.address("al@d1.test"));
        }
        assertThat(authentik.requests())
                .containsExactly(
                        "/core/users/?search=al@d1.test" + REST,
                        "/core/users/?attributes={\"mailAlias__icontains\":\"al@d1.test\"}" + REST);
    }

    @Test
    void unknownLoginShouldCostThreeRequestsWhenTokenOwnerIsKnown() {
        try (IdentityProvider provider = Providers.plain(authentik)) {
            provider.findByLogin("nobody");
            assertThat(authentik.requests()).element(2).isEqualTo("/core/users/me/");
            authentik.forgetRequests();

            provider.findByLogin("nobody2");
        }
        assertThat(authentik.requests())
                .containsExactly(
                        "/core/users/?username=nobody2" + REST, "/core/users/?search=nobody2" + REST, "/core/users/3/");
    }

    @Test
    void unknownAddressShouldCostTwoRequestsWhenTokenOwnerIsKnown() {
        try (IdentityProvider provider = Providers.plain(authentik)) {
            provider.findByLogin("nobody");
            authentik.forgetRequests();

            provider.findByAddress(Providers.address("nobody@d1.test"));
        }
        assertThat(authentik.requests()).containsExactly("/core/users/?search=nobody@d1.test" + REST, "/core/users/3/");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ",", "alice\r\nbob", "a\u0000", "\u2028"})
    void loginShouldCostAtMostTheExactQuestionWhenItIsHostile(String login) {
        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertThat(Providers.logins(provider.findByLogin(login))).containsExactly("nobody");
        }
        assertThat(authentik.requests()).noneMatch(request -> request.contains("search"));
    }

    @Test
    void loginShouldNotBeAskedForWhenItIsLongerThanAuthentikStores() {
        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertThat(Providers.logins(provider.findByLogin("a".repeat(151)))).containsExactly("nobody");
        }
        assertThat(authentik.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",n@d1.test", "\"a b\"@d1.test", "a\\b@d1.test", "(a)@d1.test"})
    void addressShouldNotBeAskedForWhenItNeedsQuotes(String text) {
        EmailAddress address = Providers.address(text);
        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertThat(Providers.logins(provider.findByAddress(address))).containsExactly("nobody");
        }
        assertThat(authentik.requests()).isEmpty();
    }

    @Test
    void addressShouldNotBeAskedForWhenItIsLongerThanAuthentikStores() {
        try (IdentityProvider provider = Providers.at(authentik.url(), Map.of())) {
            EmailAddress address = Providers.address("a".repeat(250) + "@d1.test");
            assertThat(Providers.logins(provider.findByAddress(address))).containsExactly("nobody");
        }
        assertThat(authentik.requests()).isEmpty();
    }
}
