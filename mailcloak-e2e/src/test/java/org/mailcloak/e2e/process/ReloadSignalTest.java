package org.mailcloak.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.env.Sandbox;

/** SIGHUP to a server that root has started and that is another user by then. */
@AsRoot
class ReloadSignalTest {

    private static final String DAEMON = "daemon:\n  user: " + OwnUsers.SERVER + "\n";
    private static final String NOT_LOCAL = "DUNNO";
    private static final String NO_USER = "550 5.1.1 No such user";

    private final Sandbox sandbox = new Sandbox();
    private RootServer server;

    @BeforeEach
    void start() {
        server = new RootServer(sandbox);
        server.configure(DAEMON);
        server.startAndAwait();
    }

    @AfterEach
    void tidyUp() {
        sandbox.close();
    }

    @Test
    void answerOnTheSameConnectionShouldFollowTheFileWhenTheSignalComes() throws Exception {
        try (PolicyClient client = new PolicyClient(server.policySocket())) {
            assertThat(ask(client)).isEqualTo(NOT_LOCAL);

            server.configure(DAEMON + "log:\n  format: json\n", "domain: new.test");
            server.signal("HUP");
            server.await("Reloaded: provider local");

            assertThat(ask(client)).isEqualTo(NO_USER);
            server.await("\"event\":\"decision\"");
            assertThat(server.threads("Uid"))
                    .isNotEmpty()
                    .allSatisfy((thread, status) -> assertThat(status).containsExactly("Uid: 64001 64001 64001 64001"));
        }
    }

    @Test
    void nothingShouldChangeWhenTheFileIsBrokenAndTheNextReloadShouldWork() throws Exception {
        try (PolicyClient client = new PolicyClient(server.policySocket())) {
            server.configure(DAEMON + "log:\n  level: loud\n", "domain: new.test\n  trusted_networks: [x]");
            server.signal("HUP");
            server.await("Not reloaded, and nothing is changed: the configuration has mistakes: 2");

            assertThat(server.log()).contains("log.level: expected one of", "policy.trusted_networks: ");
            assertThat(ask(client)).isEqualTo(NOT_LOCAL);

            server.configure(DAEMON, "domain: new.test");
            server.signal("HUP");
            server.await("Reloaded: provider local");

            assertThat(ask(client)).isEqualTo(NO_USER);
        }
    }

    @Test
    void nothingShouldChangeWhenTheFileIsClosedToTheUser() throws Exception {
        try (PolicyClient client = new PolicyClient(server.policySocket())) {
            Sandbox.mode(server.configure(DAEMON, "domain: new.test"), "rw-------");
            server.signal("HUP");
            server.await("Not reloaded, and nothing is changed");

            assertThat(server.log())
                    .contains("config.yaml: cannot be read: permission denied")
                    .contains(
                            "config.yaml cannot be read by mcserver, as whom daemon.user lets this process run; give it");
            assertThat(ask(client)).isEqualTo(NOT_LOCAL);
        }
    }

    private static String ask(PolicyClient client) throws Exception {
        return client.ask("", "a@out.test", "nobody@new.test");
    }
}
