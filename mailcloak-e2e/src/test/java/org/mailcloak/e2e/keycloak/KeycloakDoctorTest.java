package org.mailcloak.e2e.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.FaultProxy.Fault;
import org.mailcloak.e2e.env.PolicyClient;

/** What the bundled programs say about a Keycloak that is not set up well; with the finest log, and no secret in it. */
@RealKeycloak
@Timeout(300)
class KeycloakDoctorTest {

    /** {@code {"} in Base64: every token begins so. */
    private static final String TOKEN = "eyJ";

    private static final String ROTATED = "rotated-client-secret";

    private final KeycloakServer keycloak;
    private KeycloakRealm realm;
    private KeycloakStage stage;

    KeycloakDoctorTest(KeycloakServer keycloak) {
        this.keycloak = keycloak;
    }

    @BeforeEach
    void prepare() {
        realm = KeycloakRealm.create(keycloak);
        stage = KeycloakStage.prepare(realm, "require_verified_email: true\n", "log:\n  level: trace\n");
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private Command.Outcome idpCheck() {
        return withoutSecrets(
                stage.ctl("--config", stage.server().configuration().toString(), "idp", "check", "--user", "alice"));
    }

    private Command.Outcome serverCheck() {
        return withoutSecrets(stage.serverCommand("--check"));
    }

    private static Command.Outcome withoutSecrets(Command.Outcome outcome) {
        assertNoSecrets(outcome.stdout());
        assertNoSecrets(outcome.stderr());
        return outcome;
    }

    private static void assertNoSecrets(String text) {
        assertThat(text.lines())
                .noneMatch(line ->
                        line.contains(TOKEN) || line.contains(KeycloakRealm.CLIENT_SECRET) || line.contains(ROTATED));
    }

    /** Of mailcloakctl: columns, the remedy in the last one. */
    private void assertIdpCheckNames(String cause, String remedy) {
        Command.Outcome outcome = idpCheck();

        assertThat(outcome.exitCode()).isEqualTo(1);
        List<String> lines = outcome.stdout().lines().toList();
        List<String> failed =
                lines.stream().filter(line -> line.startsWith("failed\t")).toList();
        assertThat(failed).hasSizeGreaterThanOrEqualTo(1);
        assertThat(failed.get(0)).contains(cause, "\t-> ", remedy);
    }

    private void assertServerCheckNames(String cause, String remedy) {
        Command.Outcome outcome = serverCheck();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stdout().lines().filter(line -> line.startsWith("failed: ")))
                .singleElement()
                .asString()
                .contains(cause, " -> ", remedy);
    }

    @Test
    void everythingShouldBeWellWhenItIs() {
        assertThat(idpCheck().exitCode()).as(() -> idpCheck().toString()).isZero();
        assertThat(serverCheck().exitCode()).isZero();
    }

    @Test
    void rolesNameShouldBeToldWhenItWasRevoked() {
        keycloak.admin().revoke(realm.name(), KeycloakRealm.SERVICE_ACCOUNT, "view-users");

        assertIdpCheckNames("view-users", "assign view-users of the client realm-management");
        assertServerCheckNames("view-users", "assign view-users of the client realm-management");
    }

    @Test
    void secretShouldBeNamedWhenItIsWrong() {
        keycloak.admin().changeClientSecret(realm.name(), "mailcloak", ROTATED);

        assertIdpCheckNames("client_secret is wrong", "client_secret");
        assertServerCheckNames("client_secret is wrong", "client_secret");
    }

    @Test
    void noSecretShouldBeInTheLogWhenKeycloakAnswersInEveryWay() throws Exception {
        stage.server().start();
        try (PolicyClient client = new PolicyClient(stage.policySocket())) {
            for (Fault fault : Fault.values()) {
                if (fault != Fault.HANG) {
                    stage.proxy().fault(fault);
                    client.ask("alice", "alice@d1.test", "nobody-" + fault + "@d1.test");
                    client.ask("", "someone@outside.example", "alice.a@d1.test");
                }
            }
        }

        String output = stage.server().output();
        assertThat(output).contains(" DEBUG [", " TRACE [");
        assertNoSecrets(output);
    }
}
