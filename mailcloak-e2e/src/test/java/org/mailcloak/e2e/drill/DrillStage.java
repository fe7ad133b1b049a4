package org.mailcloak.e2e.drill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.MailcloakServer;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;
import org.mailcloak.e2e.load.Load;

/** The bundled server alone, with the users of a {@link Load} in its database; d1.test is its local domain. */
final class DrillStage implements AutoCloseable {

    private static final int COLD_USERS = 3 * Load.COLD_USERS_A_PHASE;

    /** Of some password; nobody logs in. */
    private static final String HASH = "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1"
            + "$ElKY/++tsSCWGgnWW+zJsw$gQgw2o4CxQ6+MQP3CchmsYmN/ZC2DthuclKtP6bHUBA";

    private static final String LOCAL = "provider: local\n";

    private final Sandbox sandbox;
    private final Path folder;
    private final CtlRunner ctl;
    private final MailcloakServer server;

    private DrillStage(Sandbox sandbox, String idp, String policy, List<String> wrapper) {
        this.sandbox = sandbox;
        sandbox.directory("log", "root", "rwxr-xr-x");
        folder = sandbox.directory("db", "root", "rwxr-xr-x");
        // Root makes no sockets in a folder that others may write to.
        Path sockets =
                sandbox.directory("sockets", wrapper.contains("--reuid=nobody") ? "nobody" : "root", "rwxr-xr-x");
        ctl = new CtlRunner(sandbox, folder.resolve("state.db"));
        server = new MailcloakServer(
                sandbox,
                new ServerConfiguration(
                                idp, ctl.database(), sockets.resolve("policy"), sockets.resolve("socketmap"), "")
                        .withPolicy(policy),
                wrapper);
    }

    /** With the local provider, running. */
    static DrillStage local(String... wrapper) {
        return running(new DrillStage(new Sandbox(), LOCAL, "", List.of(wrapper)));
    }

    /** With another provider, running. */
    static DrillStage asking(String idp, String... wrapper) {
        return running(new DrillStage(new Sandbox(), idp, "", List.of(wrapper)));
    }

    /** With another provider and more lines below {@code policy:}, running. */
    static DrillStage withPolicy(String idp, String policy) {
        return running(new DrillStage(new Sandbox(), idp, policy, List.of()));
    }

    /** With the local provider and its database on a disk of its own, running. */
    static DrillStage onDiskOf(String size) {
        Sandbox sandbox = new Sandbox();
        Path folder = sandbox.directory("db", "root", "rwxr-xr-x");
        Command command = sandbox.command(Duration.ofSeconds(10));
        sandbox.onClose(() -> command.runOrFail(List.of("umount", "--lazy", folder.toString())));
        command.runOrFail(List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "mailcloak-drill", folder.toString()));
        return running(new DrillStage(sandbox, LOCAL, "", List.of()));
    }

    private static DrillStage running(DrillStage stage) {
        try {
            stage.ctl.run("init");
            stage.ctl.runWithInput(people(), "import");
            // The server may run as anybody.
            Sandbox.mode(stage.folder, "rwxrwxrwx");
            Sandbox.mode(stage.database(), "rw-rw-rw-");
            stage.server.start();
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private static String people() {
        String users = IntStream.range(0, Load.KNOWN_USERS + COLD_USERS)
                .mapToObj(i -> i < Load.KNOWN_USERS ? "known" + i : "cold" + (i - Load.KNOWN_USERS))
                .map(name -> """
                        {"login": "%s", "primary_address": "%s", "also": [], "state": "active", "password_hash": "%s"}""".formatted(name, Load.address(name), HASH))
                .collect(Collectors.joining(",\n"));
        return """
                {"mailcloak_export": 1, "domains": [{"domain": "d1.test", "enabled": true}], "aliases": [], "apps": [],
                "users": [%s]}
                """.formatted(users);
    }

    /** Where the database lies. */
    Path folder() {
        return folder;
    }

    Path database() {
        return ctl.database();
    }

    CtlRunner ctl() {
        return ctl;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    MailcloakServer server() {
        return server;
    }

    Path policySocket() {
        return server.sockets().get(0);
    }

    /** The answer that a stranger's mail to an address gets, on a new connection. */
    String askFor(String recipient) {
        try (PolicyClient client = new PolicyClient(policySocket())) {
            return client.ask("", "someone@outside.example", recipient);
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
