package org.mailcloak.idp.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnosis.Status;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupDiagnostics;

@Timeout(60)
class KeycloakDiagnosticsTest {

    private final StubbedKeycloak keycloak = new StubbedKeycloak();

    @AfterEach
    void stop() {
        keycloak.close();
    }

    private List<Diagnosis> examine(Map<String, Object> settings) {
        try (IdentityProvider provider = keycloak.provider(settings)) {
            return LookupDiagnostics.unlessOwn(provider).diagnose(DiagnosticsRequest.ofProvider());
        }
    }

    private Diagnosis examined(String subject, Map<String, Object> settings) {
        return examine(settings).stream()
                .filter(diagnosis -> diagnosis.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private void profile(String attributes, String more) {
        keycloak.stub(get(urlPathEqualTo(StubbedKeycloak.USERS + "/profile"))
                .atPriority(2)
                .willReturn(okJson("{\"attributes\":[" + attributes + "]" + more + "}")));
    }

    private static String declared(String name, String editors) {
        return "{\"name\":\"" + name + "\",\"permissions\":{\"edit\":[" + editors + "]}}";
    }

    @Test
    void everythingShouldBeGoodWhenRealmIsSetUp() {
        profile(declared("email", "\"admin\"") + "," + declared("mail", "\"admin\""), "");

        assertThat(examine(Map.of("alias_attribute", "mail")))
                .hasSizeGreaterThan(4)
                .extracting(Diagnosis::status)
                .containsOnly(Status.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1, Connection refused, the server runs",
        "http://255.255.255.255, Network is unreachable, routes and firewall",
        "http://nowhere.invalid, the host is unknown, DNS"
    })
    void reasonAndRemedyShouldBeThoseOfTheConnectionWhenThereIsNone(String url, String finding, String remedy) {
        assertThat(examine(Map.of("base_url", URI.create(url)))).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.status()).isEqualTo(Status.FAILED);
            assertThat(diagnosis.finding()).endsWith(finding);
            assertThat(diagnosis.remedy()).contains(remedy, "base_url").doesNotContain("client_secret");
        });
    }

    @Test
    void settingShouldBeNamedWhenSecretIsWrong() {
        keycloak.answersTokens(aResponse().withStatus(401).withBody("{\"error\":\"unauthorized_client\"}"));

        assertThat(examine(Map.of())).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.status()).isEqualTo(Status.FAILED);
            assertThat(diagnosis.finding()).contains("client_secret is wrong");
            assertThat(diagnosis.took()).isPresent();
        });
    }

    @Test
    void roleShouldBeNamedWhenItIsMissing() {
        keycloak.answersUsers(okJson("[]"));

        Diagnosis role = examined("role view-users", Map.of());

        assertThat(role.status()).isEqualTo(Status.FAILED);
        assertThat(role.remedy()).contains("client mailcloak", "assign view-users of the client realm-management");
    }

    @Test
    void attributeShouldFailWhenRealmDoesNotShowIt() {
        profile("", "");

        Diagnosis attribute = examined("attribute mail", Map.of("alias_attribute", "mail"));

        assertThat(attribute.status()).isEqualTo(Status.FAILED);
        assertThat(attribute.remedy()).startsWith("declare mail ");
    }

    @Test
    void attributeShouldFailWhenUsersMayChangeIt() {
        profile("", ",\"unmanagedAttributePolicy\":\"ENABLED\"");

        Diagnosis attribute = examined("attribute mail", Map.of("alias_attribute", "mail"));

        assertThat(attribute.status()).isEqualTo(Status.FAILED);
        assertThat(attribute.finding()).contains("themselves");
    }

    @Test
    void addressShouldBeWarnedOfWhenUsersMayChangeTheirOwn() {
        profile(declared("email", "\"admin\",\"user\""), "");

        assertThat(examined("attribute email", Map.of()).status()).isEqualTo(Status.WARNING);
        assertThat(examine(Map.of("require_verified_email", true)))
                .extracting(Diagnosis::subject)
                .doesNotContain("attribute email");
    }
}
