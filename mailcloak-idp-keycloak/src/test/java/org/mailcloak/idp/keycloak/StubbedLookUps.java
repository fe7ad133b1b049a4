package org.mailcloak.idp.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;

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

    LookupResult findLogin(String login, Map<String, Object> settings) {
        try (IdentityProvider provider = keycloak.provider(settings)) {
            return provider.findByLogin(login);
        }
    }

    LookupResult findAddress(String address, Map<String, Object> settings) {
        try (IdentityProvider provider = keycloak.provider(settings)) {
            return provider.findByAddress(address(address));
        }
    }

    static Account only(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Found.class);
        assertThat(((LookupResult.Found) answer).accounts()).hasSize(1);
        return ((LookupResult.Found) answer).accounts().get(0);
    }

    static void assertUnavailable(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Unavailable.class);
        assertThat(((LookupResult.Unavailable) answer).reason())
                .isNotBlank()
                .doesNotContain("\n", "\r", StubbedKeycloak.SECRET, "token-1", "token-2", "alice");
    }
}
