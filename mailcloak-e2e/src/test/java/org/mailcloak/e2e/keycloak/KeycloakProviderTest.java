package org.mailcloak.e2e.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.e2e.env.EverythingLogged;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupDiagnostics;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.Secret;

/** What only a real Keycloak shows: its attributes, its permissions, and how it says no. */
@RealKeycloak
@Timeout(300)
class KeycloakProviderTest {

    private static final List<String> KNOWN = List.of("alice", "bob", "carol", "dave");

    /** For tests that change nothing in it. */
    private static Optional<KeycloakRealm> shared = Optional.empty();

    private final KeycloakServer server;

    KeycloakProviderTest(KeycloakServer server) {
        this.server = server;
    }

    private KeycloakRealm sharedRealm() {
        if (shared.isEmpty()) {
            shared = Optional.of(KeycloakRealm.create(server));
        }
        return shared.orElseThrow();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private static Account only(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Found.class);
        assertThat(((LookupResult.Found) answer).accounts()).hasSize(1);
        return ((LookupResult.Found) answer).accounts().get(0);
    }

    private static String reason(LookupResult answer) {
        assertThat(answer).isInstanceOf(LookupResult.Unavailable.class);
        return ((LookupResult.Unavailable) answer).reason();
    }

    @ParameterizedTest
    @CsvSource({"alice, ACTIVE", "bob, SEND_BLOCKED", "carol, DISABLED", "dave, SEND_BLOCKED"})
    void stateShouldComeFromFlagAndAttributesWhenUserIsFound(String login, AccountState state) {
        try (IdentityProvider provider = sharedRealm().provider(Map.of())) {
            assertThat(only(provider.findByLogin(login)).state()).isEqualTo(state);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@d1.test", "alice.a@d1.test", "A.Archer@D2.test"})
    void userShouldBeFoundByPrimaryAddressAndByAttribute(String address) {
        try (IdentityProvider provider = sharedRealm().provider(Map.of())) {
            assertThat(only(provider.findByAddress(address(address))).loginName())
                    .isEqualTo("alice");
        }
    }

    @Test
    void changesShouldShowAtTheNextQuestionWhenUserIsChanged() {
        KeycloakRealm realm = KeycloakRealm.create(server);
        try (IdentityProvider provider = realm.provider(Map.of())) {
            assertThat(only(provider.findByLogin("alice")).state()).isEqualTo(AccountState.ACTIVE);

            server.admin().changeUser(realm.name(), "alice", "{\"enabled\":false}");

            assertThat(only(provider.findByLogin("alice")).state()).isEqualTo(AccountState.DISABLED);
        }
    }

    @Test
    void unverifiedAddressShouldBeNobodysWhenVerifiedIsRequired() {
        try (IdentityProvider provider = sharedRealm().provider(Map.of("require_verified_email", true))) {
            assertThat(only(provider.findByLogin("dave")).primaryAddress()).isEmpty();
            assertThat(provider.findByAddress(address("dave@d1.test"))).isEqualTo(LookupResult.notFound());
            assertThat(only(provider.findByAddress(address("alice@d1.test"))).loginName())
                    .isEqualTo("alice");
        }
    }

    @Test
    void serviceAccountShouldBeNobodyWhenAskedFor() {
        try (IdentityProvider provider = sharedRealm().provider(Map.of())) {
            assertThat(provider.findByLogin(KeycloakRealm.SERVICE_ACCOUNT)).isEqualTo(LookupResult.notFound());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyShouldBecomeUnknownWhenViewUsersIsRevoked(boolean mayStillQuery) {
        KeycloakRealm realm = KeycloakRealm.create(server);
        if (mayStillQuery) {
            // With this role alone, Keycloak answers every question with an empty list.
            server.admin().grant(realm.name(), KeycloakRealm.SERVICE_ACCOUNT, "query-users");
        }
        try (IdentityProvider provider = realm.provider(Map.of())) {
            only(provider.findByLogin("alice"));

            server.admin().revoke(realm.name(), KeycloakRealm.SERVICE_ACCOUNT, "view-users");

            assertThat(KNOWN).allSatisfy(login -> {
                assertThat(reason(provider.findByLogin(login))).contains("role view-users");
                assertThat(reason(provider.findByAddress(address(login + "@d1.test"))))
                        .contains("role view-users");
            });

            server.admin().grant(realm.name(), KeycloakRealm.SERVICE_ACCOUNT, "view-users");

            only(provider.findByLogin("alice"));
            assertThat(provider.findByLogin("nobody")).isEqualTo(LookupResult.notFound());
        }
    }

    @Test
    void reasonShouldNameTheSettingWhenSecretIsWrong() {
        Secret wrong = new Secret("wrong-secret");
        try (IdentityProvider provider = sharedRealm().provider(Map.of("client_secret", wrong))) {
            assertThat(reason(provider.findByLogin("alice")))
                    .contains("HTTP status 401", "client_secret")
                    .doesNotContain("wrong-secret");
        }
    }

    @Test
    void reasonShouldNameTheRealmWhenItDoesNotExist() {
        try (IdentityProvider provider = sharedRealm().provider(Map.of("realm", "nowhere"))) {
            assertThat(reason(provider.findByLogin("alice"))).contains("realm nowhere does not exist");
        }
    }

    @Test
    void lookUpsShouldGoOnWhenAllTokensAreRevoked() {
        KeycloakRealm realm = KeycloakRealm.create(server);
        try (IdentityProvider provider = realm.provider(Map.of())) {
            only(provider.findByLogin("alice"));

            long now = Instant.now().getEpochSecond();
            server.admin().changeRealm(realm.name(), "{\"notBefore\":" + now + "}");

            assertThat(provider.findByLogin("alice")).isNotEqualTo(LookupResult.notFound());
        }
    }

    @Test
    void examinationShouldWarnOfNothingButEditableAddressesWhenRealmIsSetUp() {
        try (IdentityProvider provider = sharedRealm().provider(Map.of())) {
            assertThat(LookupDiagnostics.unlessOwn(provider)
                            .diagnose(new DiagnosticsRequest(Optional.of("alice"), Optional.empty())))
                    .filteredOn(diagnosis -> diagnosis.status() != Diagnosis.Status.OK)
                    .extracting(Diagnosis::subject)
                    .containsExactly("attribute email");
        }
    }

    @Test
    void secretsShouldBeInNoLogLineWhenEverythingIsLogged() {
        try (EverythingLogged log = EverythingLogged.open();
                IdentityProvider provider = sharedRealm().provider(Map.of())) {
            only(provider.findByLogin("alice"));
            assertThat(provider.findByAddress(address("nobody@d1.test"))).isEqualTo(LookupResult.notFound());

            assertThat(log.lines())
                    .as("lines of the HTTP client")
                    .anyMatch(line -> line.startsWith("org.apache.hc."))
                    // "eyJ" begins every token: it is {" in Base64.
                    .noneMatch(line -> line.contains("eyJ") || line.contains(KeycloakRealm.CLIENT_SECRET));
        }
    }
}
