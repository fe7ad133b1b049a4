package org.mailcloak.idp.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Secret;

/** A permission that hides users never makes one of them nobody. */
class PermissionTest {

    private FakeAuthentik authentik;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
        authentik.add(StoredUser.of(10, "alice", "alice@d1.test"), StoredUser.of(11, "bob", "bob@d1.test"));
    }

    @AfterEach
    void stop() {
        authentik.close();
    }

    @Test
    void hiddenUserShouldBeUnavailableWhenTokenSeesSomeUsersOnly() {
        authentik.see(FakeAuthentik.Sight.only(10L));

        try (IdentityProvider provider = Providers.plain(authentik)) {
            LookupResult byLogin = provider.findByLogin("bob");
            LookupResult byAddress = provider.findByAddress(Providers.address("bob@d1.test"));

            assertThat(Providers.reason(byLogin))
                    .contains("shows some users only")
                    .contains("global permission \"Can view User\" (authentik_core.view_user)");
            assertThat(Providers.reason(byAddress)).contains("shows some users only");
        }
    }

    @Test
    void unknownUserShouldBeUnavailableWhenTokenSeesSomeUsersOnly() {
        authentik.see(FakeAuthentik.Sight.only(10L));

        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertThat(Providers.logins(provider.findByLogin("nobody"))).containsExactly("unavailable");
        }
    }

    @Test
    void visibleUserShouldBeFoundWhenTokenSeesSomeUsersOnly() {
        authentik.see(FakeAuthentik.Sight.only(10L));

        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertThat(Providers.logins(provider.findByLogin("alice"))).containsExactly("alice");
        }
    }

    @Test
    void lookupsShouldBeUnavailableWhenTokenSeesNobody() {
        authentik.see(FakeAuthentik.Sight.only());

        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertThat(Providers.reason(provider.findByLogin("alice"))).contains("may not view users");
        }
    }

    @Test
    void lookupsShouldBeUnavailableAtOnceWhenThePermissionIsTakenAway() {
        try (IdentityProvider provider = Providers.plain(authentik)) {
            assertThat(Providers.logins(provider.findByLogin("nobody"))).containsExactly("nobody");

            authentik.see(FakeAuthentik.Sight.only(10L));

            assertThat(Providers.logins(provider.findByLogin("bob"))).containsExactly("unavailable");
        }
    }

    @Test
    void lookupsShouldBeUnavailableWhenTokenIsWrong() {
        Map<String, Object> wrong = Map.of("api_token", new Secret("anotherToken"));
        try (IdentityProvider provider = Providers.at(authentik.url(), wrong)) {
            assertThat(Providers.reason(provider.findByLogin("alice")))
                    .contains("403", "the token is invalid or expired")
                    .doesNotContain("anotherToken");
            assertThat(Providers.logins(provider.findByAddress(Providers.address("nobody@d1.test"))))
                    .containsExactly("unavailable");
        }
    }
}
