package org.mailcloak.e2e.keycloak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.FaultProxy;
import org.mailcloak.e2e.env.MailcloakServer;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;

/** The bundled server alone, without Postfix, asking a Keycloak through a proxy; d1.test is its local domain. */
public final class KeycloakStage implements AutoCloseable {

    private final Sandbox sandbox = new Sandbox();
    private final Path database = sandbox.path("state.db");
    private final CtlRunner ctl = new CtlRunner(sandbox, database);
    private final FaultProxy proxy;
    private final MailcloakServer server;

    private KeycloakStage(KeycloakRealm realm, String settings, String more) {
        proxy = new FaultProxy(realm.server().url());
        sandbox.onClose(proxy::close);
        sandbox.directory("log", "root", "rwxr-xr-x");
        Path sockets = sandbox.directory("sockets", "root", "rwxr-xr-x");
        URI url = proxy.url();
        server = new MailcloakServer(
                sandbox,
                new ServerConfiguration(
                        realm.yaml(url, settings),
                        database,
                        sockets.resolve("policy"),
                        sockets.resolve("socketmap"),
                        more));
    }

    /**
     * Not yet running.
     *
     * @param settings of the provider, beside the realm's
     * @param more sections of the configuration
     */
    public static KeycloakStage prepare(KeycloakRealm realm, String settings, String more) {
        KeycloakStage stage = new KeycloakStage(realm, settings, more);
        try {
            stage.ctl.run("init");
            stage.ctl.run("domains", "add", "d1.test");
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    public FaultProxy proxy() {
        return proxy;
    }

    public MailcloakServer server() {
        return server;
    }

    public Path policySocket() {
        return server.sockets().get(0);
    }

    public Command.Outcome ctl(String... arguments) {
        return ctl.outcome("", arguments);
    }

    /** Runs the server with options, to its end. */
    public Command.Outcome serverCommand(String... options) {
        List<String> line = new ArrayList<>(List.of(
                Checkout.java(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Checkout.server().toString(),
                server.configuration().toString()));
        line.addAll(List.of(options));
        return sandbox.command(Duration.ofSeconds(60)).run("", line);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
