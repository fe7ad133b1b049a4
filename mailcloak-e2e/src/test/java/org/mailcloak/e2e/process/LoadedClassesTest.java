package org.mailcloak.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.env.Processes;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;

/** What is not asked for costs no memory: its classes are not even loaded. */
@EnabledIf(
        value = "org.mailcloak.e2e.env.Checkout#builtOrRequired",
        disabledReason = "the bundled jars are not built; run mvn verify")
@Timeout(120)
class LoadedClassesTest {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String[] OF_THE_LISTENER = {
        "org.eclipse.jetty.", "io.prometheus.", "org.mailcloak.server.metrics.", "org.mailcloak.server.http."
    };

    /** The log of the JVM about every class that it loads, until the service is ready and has answered. */
    private static String loaded(Sandbox sandbox, String more) throws Exception {
        Path database = sandbox.path("state.db");
        new CtlRunner(sandbox, database).run("init");
        sandbox.directory("log", "root", "rwxr-xr-x");
        Path classes = sandbox.path("log/classes");
        Path socket = sandbox.path("policy");
        Path configuration = sandbox.file(
                "config.yaml",
                new ServerConfiguration("provider: local\n", database, socket, sandbox.path("socketmap"), more).yaml());
        Process server = new ProcessBuilder(
                        Checkout.java(),
                        "-Xlog:class+load=info:file=" + classes,
                        "-jar",
                        Checkout.server().toString(),
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(sandbox.path("log/server.log").toFile())
                .start();
        sandbox.onClose(() -> Processes.killTree(server.toHandle()));
        Files.writeString(sandbox.path("server.pid"), server.pid() + "\n");
        Awaitility.await("the service")
                .atMost(START_LIMIT)
                .until(() -> Files.readString(sandbox.path("log/server.log")).contains(" is ready"));
        ask(socket);
        return Files.readString(classes);
    }

    private static void ask(Path socket) throws Exception {
        try (PolicyClient client = new PolicyClient(socket)) {
            assertThat(client.ask("", "f@far.test", "x@else.test")).startsWith("DUNNO");
        }
    }

    @Test
    void nothingOfTheHttpListenerShouldBeLoadedWhenItIsOff() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            assertThat(loaded(sandbox, ""))
                    .contains(" org.mailcloak.server.Service ")
                    .doesNotContain(List.of(OF_THE_LISTENER));
        }
    }

    /** Shows that the test above would see them. */
    @Test
    void theHttpListenerShouldBeLoadedWhenItIsOn() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            assertThat(loaded(sandbox, "http: {listen: " + sandbox.freePort() + "}\n"))
                    .contains(OF_THE_LISTENER);
        }
    }
}
