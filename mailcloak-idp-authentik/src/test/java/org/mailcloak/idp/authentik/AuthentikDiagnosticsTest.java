package org.mailcloak.idp.authentik;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.Diagnosis.Status;
import org.mailcloak.idp.DiagnosticsRequest;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupDiagnostics;
import org.mailcloak.idp.Secret;

class AuthentikDiagnosticsTest {

    private static final DiagnosticsRequest EVERYTHING =
            new DiagnosticsRequest(Optional.of("alice"), Optional.of(Providers.address("bob@d1.test")));

    private FakeAuthentik authentik;

    @BeforeEach
    void start() {
        authentik = new FakeAuthentik();
        authentik.add(
                StoredUser.of(10, "alice", "alice@d1.test")
                        .withList("mailAlias", "al@d1.test")
                        .with("maySend", "true"),
                StoredUser.of(11, "bob", "bob@d1.test"));
    }

    @AfterEach
    void stop() {
        authentik.close();
    }

    private static List<Diagnosis> examine(IdentityProvider provider, DiagnosticsRequest wanted) {
        try (provider) {
            return LookupDiagnostics.unlessOwn(provider).diagnose(wanted);
        }
    }

    private static List<String> subjects(List<Diagnosis> diagnoses, Status status) {
        return diagnoses.stream()
                .filter(diagnosis -> diagnosis.status() == status)
                .map(Diagnosis::subject)
                .toList();
    }

    private static Diagnosis of(List<Diagnosis> diagnoses, String subject) {
        return diagnoses.stream()
                .filter(diagnosis -> diagnosis.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everythingShouldBeNamedInOrderWhenItIsAsItShouldBe() {
        List<Diagnosis> diagnoses = examine(Providers.full(authentik), EVERYTHING);

        assertThat(diagnoses)
                .extracting(Diagnosis::subject)
                .containsExactly(
                        "encryption",
                        "server",
                        "api token",
                        "permission view_user",
                        "users",
                        "user alice",
                        "attribute mailAlias",
                        "attribute maySend",
                        "attribute status",
                        "alias al@d1.test",
                        "address bob@d1.test");
        assertThat(subjects(diagnoses, Status.WARNING)).containsExactly("encryption", "attribute status");
        assertThat(subjects(diagnoses, Status.FAILED)).isEmpty();
    }

    @Test
    void callsShouldHaveTheirTimeWhenTheyWereMade() {
        List<Diagnosis> diagnoses = examine(Providers.full(authentik), EVERYTHING);

        assertThat(diagnoses)
                .filteredOn(diagnosis -> diagnosis.took().isPresent())
                .extracting(Diagnosis::subject)
                .containsExactly(
                        "server",
                        "permission view_user",
                        "users",
                        "user alice",
                        "alias al@d1.test",
                        "address bob@d1.test");
    }

    @Test
    void findingsShouldTellWhatTheRulesSeeWhenUserIsFound() {
        List<Diagnosis> diagnoses = examine(Providers.full(authentik), EVERYTHING);

        assertThat(of(diagnoses, "users").finding()).startsWith("2 internal and external users");
        assertThat(of(diagnoses, "api token").finding()).isEqualTo("belongs to mailcloak, type service_account");
        assertThat(of(diagnoses, "user alice").finding())
                .isEqualTo("login alice, state ACTIVE, address alice@d1.test, aliases [al@d1.test]");
    }

    @Test
    void permissionShouldFailWithWhatToGrantWhenTokenSeesSomeUsersOnly() {
        authentik.see(FakeAuthentik.Sight.only(10L));

        List<Diagnosis> diagnoses = examine(Providers.full(authentik), EVERYTHING);

        assertThat(subjects(diagnoses, Status.FAILED)).containsExactly("permission view_user");
        assertThat(of(diagnoses, "permission view_user").remedy())
                .contains("global permission \"Can view User\" (authentik_core.view_user)");
        assertThat(subjects(diagnoses, Status.SKIPPED)).containsExactly("users", "user alice", "address bob@d1.test");
    }

    @Test
    void groupsShouldBeExaminedWhenTheyHaveAddresses() {
        List<Diagnosis> diagnoses =
                examine(Providers.withGroups(authentik.url(), Map.of()), DiagnosticsRequest.ofProvider());

        assertThat(of(diagnoses, "permission view_group").status()).isEqualTo(Status.OK);
    }

    @Test
    void groupsShouldFailWithWhatToGrantWhenTokenSeesSomeOnly() {
        authentik.groups().add(StoredGroup.of("staff"));
        authentik.groups().seeOnly("staff");

        List<Diagnosis> diagnoses =
                examine(Providers.withGroups(authentik.url(), Map.of()), DiagnosticsRequest.ofProvider());

        assertThat(subjects(diagnoses, Status.FAILED)).containsExactly("permission view_group");
        assertThat(of(diagnoses, "permission view_group").remedy()).contains("authentik_core.view_group");
    }

    @Test
    void permissionShouldFailWithWhatToGrantWhenTokenSeesNobody() {
        authentik.see(FakeAuthentik.Sight.only());

        List<Diagnosis> diagnoses = examine(Providers.plain(authentik), DiagnosticsRequest.ofProvider());

        assertThat(of(diagnoses, "permission view_user").remedy()).contains("authentik_core.view_user");
    }

    @Test
    void tokenShouldFailWithWhatToMakeWhenItIsWrong() {
        Map<String, Object> wrong = Map.of("api_token", new Secret("anotherToken"));

        List<Diagnosis> diagnoses = examine(Providers.at(authentik.url(), wrong), EVERYTHING);

        assertThat(subjects(diagnoses, Status.FAILED)).containsExactly("api token");
        assertThat(of(diagnoses, "api token").remedy()).contains("make a token of the intent API");
    }

    @Test
    void serverShouldFailWhenItCannotBeReached() throws Exception {
        URI closed;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = URI.create("http://127.0.0.1:" + probe.getLocalPort());
        }

        List<Diagnosis> diagnoses = examine(Providers.at(closed, Map.of()), DiagnosticsRequest.ofProvider());

        assertThat(subjects(diagnoses, Status.FAILED)).containsExactly("server");
        assertThat(of(diagnoses, "server").finding()).contains("Connection refused");
        assertThat(of(diagnoses, "server").remedy()).contains("the server runs", "base_url");
    }

    @Test
    void serverShouldFailWhenSomethingElseAnswers() {
        authentik.answer(aResponse().withBody("<html></html>"));

        List<Diagnosis> diagnoses = examine(Providers.plain(authentik), DiagnosticsRequest.ofProvider());

        assertThat(of(diagnoses, "server").remedy()).contains("base_url names the provider");
    }

    @Test
    void userShouldFailWhenNobodyIsCalledSo() {
        DiagnosticsRequest unknown =
                new DiagnosticsRequest(Optional.of("nobody"), Optional.of(Providers.address("nobody@d1.test")));

        List<Diagnosis> diagnoses = examine(Providers.plain(authentik), unknown);

        assertThat(subjects(diagnoses, Status.FAILED)).containsExactly("user nobody", "address nobody@d1.test");
    }

    @Test
    void aliasShouldFailWhenAuthentikDoesNotFindIt() {
        authentik.loseAttributeFilter();

        List<Diagnosis> diagnoses = examine(Providers.full(authentik), EVERYTHING);

        assertThat(subjects(diagnoses, Status.FAILED)).containsExactly("alias al@d1.test");
    }
}
