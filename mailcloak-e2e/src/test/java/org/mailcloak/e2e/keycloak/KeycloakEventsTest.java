package org.mailcloak.e2e.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.protocol.ProtocolException;

/** Changes in a real Keycloak, seen by a bundled server whose answers would otherwise live for an hour. */
@RealKeycloak
@Timeout(300)
class KeycloakEventsTest {

    private static final Duration PROMISE = Duration.ofSeconds(2);
    private static final String LONG = "cache_ttl_seconds: 3600\nnegative_ttl_seconds: 3600\n";
    private static final String ELSEWHERE = "someone@elsewhere.example";
    private static final String BLOCKED = "554 5.7.1 Sending is disabled for this account";
    private static final String NO_USER = "550 5.1.1 No such user";
    private static final int TOGGLES = 10;

    private final KeycloakServer keycloak;
    private final KeycloakRealm realm;
    private KeycloakStage stage;

    KeycloakEventsTest(KeycloakServer keycloak) {
        this.keycloak = keycloak;
        this.realm = KeycloakRealm.create(keycloak);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private PolicyClient start(String settings) throws IOException {
        stage = KeycloakStage.prepare(realm, LONG + settings, "");
        stage.server().start();
        return new PolicyClient(stage.policySocket());
    }

    /** How long after the change the answer was that one, in milliseconds. */
    private static long shouldBecome(Callable<String> question, Runnable change, String answer) {
        change.run();
        long ended = System.nanoTime();
        Awaitility.await(answer)
                .atMost(PROMISE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> question.call().equals(answer));
        return Duration.ofNanos(System.nanoTime() - ended).toMillis();
    }

    private void enable(String user, boolean enabled) {
        keycloak.admin().changeUser(realm.name(), user, "{\"enabled\": " + enabled + "}");
    }

    private String sending(PolicyClient client) throws IOException, ProtocolException {
        return client.ask("alice", "alice@d1.test", ELSEWHERE);
    }

    private void addUser(String name) {
        keycloak.admin()
                .createUser(
                        realm.name(),
                        "{\"username\": \"%1$s\", \"email\": \"%1$s@d1.test\", \"emailVerified\": true, \"enabled\": true}"
                                .formatted(name));
    }

    private void toggle(PolicyClient client, String how) throws Exception {
        long[] took = new long[2 * TOGGLES];
        for (int i = 0; i < TOGGLES; i++) {
            took[2 * i] = shouldBecome(() -> sending(client), () -> enable("alice", false), BLOCKED);
            took[2 * i + 1] = shouldBecome(() -> sending(client), () -> enable("alice", true), "DUNNO");
        }
        Arrays.sort(took);
        System.out.printf(
                "%s: %d changes in Keycloak took effect after %d ms (median), %d ms (latest)%n",
                how, took.length, took[took.length / 2], took[took.length - 1]);
    }

    @Test
    void changesShouldTakeEffectWithinTwoSecondsWhenAnswersAreCached() throws Exception {
        try (PolicyClient client = start("")) {
            assertThat(sending(client)).isEqualTo("DUNNO");

            toggle(client, "cache");

            assertThat(client.ask("", "someone@outside.example", "erin@d1.test"))
                    .isEqualTo(NO_USER);
            shouldBecome(
                    () -> client.ask("", "someone@outside.example", "erin@d1.test"), () -> addUser("erin"), "DUNNO");
        }
    }

    @Test
    void changesShouldTakeEffectWithinTwoSecondsWhenAllIdentitiesAreInMemory() throws Exception {
        try (PolicyClient client = start("mirror: true\nmirror_scan_seconds: 3600\n")) {
            Awaitility.await().until(() -> stage.server().output().contains("All 4 accounts are in memory"));
            assertThat(sending(client)).isEqualTo("DUNNO");

            toggle(client, "mirror");

            assertThat(client.ask("", "someone@outside.example", "erin@d1.test"))
                    .isEqualTo(NO_USER);
            shouldBecome(
                    () -> client.ask("", "someone@outside.example", "erin@d1.test"), () -> addUser("erin"), "DUNNO");
        }
    }
}
