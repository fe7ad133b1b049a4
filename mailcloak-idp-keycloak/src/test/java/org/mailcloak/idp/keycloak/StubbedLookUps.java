package org.mailcloak.idp.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;

/** A stubbed Keycloak for each test, and the ways to ask about its accounts. */
@Timeout(60)
abstract class StubbedLookUps {

    static final String ALICE = StubbedKeycloak.user(
            "1",
            "alice",
            "\"email\":\"alice@d1.test\",\"attributes\":{\"mail\":[\"a.liddell@d1.test\",\"no address\"]}");
    static final Map<String, Object> WITH_ALIASES = Map.of("alias_attribute", "mail");

    final StubbedKeycloak keycloak = new StubbedKeycloak();

    @AfterEach
    void stop() {
        keycloak.close();
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    Lookup findLogin(String login, Map<String, Object> settings) {
        try (IdentityProvider provider = keycloak.provider(settings)) {
            return provider.findByLogin(login);
        }
    }

    Lookup findAddress(String address, Map<String, Object> settings) {
        try (IdentityProvider provider = keycloak.provider(settings)) {
            return provider.findByAddress(address(address));
        }
    }

    static Identity only(Lookup answer) {
        assertThat(answer).isInstanceOf(Lookup.Found.class);
        assertThat(((Lookup.Found) answer).identities()).hasSize(1);
        return ((Lookup.Found) answer).identities().get(0);
    }

    static void assertUnavailable(Lookup answer) {
        assertThat(answer).isInstanceOf(Lookup.Unavailable.class);
        assertThat(((Lookup.Unavailable) answer).reason())
                .isNotBlank()
                .doesNotContain("\n", "\r", StubbedKeycloak.SECRET, "token-1", "token-2", "alice");
    }
}
