package org.mailcloak.e2e.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.MailcloakServer;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;

/** The bundled server alone, with its HTTP listener and some people; d1.test is its local domain. */
final class MonitoringStage implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Sandbox sandbox = new Sandbox();
    private final int port = sandbox.freePort();
    private final HttpClient http = HttpClient.newHttpClient();
    private final MailcloakServer server;

    private MonitoringStage() {
        Path database = sandbox.path("state.db");
        sandbox.directory("log", "root", "rwxr-xr-x");
        Path sockets = sandbox.directory("sockets", "root", "rwxr-xr-x");
        server = new MailcloakServer(
                sandbox,
                new ServerConfiguration(
                        "provider: local\n",
                        database,
                        sockets.resolve("policy"),
                        sockets.resolve("socketmap"),
                        "http:\n  listen: " + port + "\nlog:\n  level: warn\n"));
        CtlRunner ctl = new CtlRunner(sandbox, database);
        for (String command : List.of(
                "init",
                "domains add d1.test",
                "users add zacharias --address zacharias@d1.test --generate",
                "users add mute --address mute@d1.test --generate",
                "users block-sending mute",
                "users add gone --address gone@d1.test --generate",
                "users disable gone",
                "aliases add sales@d1.test zacharias",
                "apps add printer --generate",
                "apps allow printer printer@d1.test",
                "apps add oldprinter --generate",
                "apps disable oldprinter")) {
            ctl.run(command.split(" ", -1));
        }
    }

    static MonitoringStage start() {
        MonitoringStage stage = new MonitoringStage();
        try {
            stage.server.start();
            // Its mail sockets are open before it serves.
            Awaitility.await("the HTTP listener").atMost(START_LIMIT).until(stage::isReady);
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private boolean isReady() {
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    MailcloakServer server() {
        return server;
    }

    int port() {
        return port;
    }

    PolicyClient policy() throws IOException {
        return new PolicyClient(server.sockets().get(0));
    }

    /** One look-up on a connection of its own. */
    String lookUp(String map, String key) throws IOException {
        String request = map + " " + key;
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(server.sockets().get(1)))) {
            channel.write(
                    ByteBuffer.wrap((request.length() + ":" + request + ",").getBytes(StandardCharsets.US_ASCII)));
            channel.shutdownOutput();
            ByteBuffer in = ByteBuffer.allocate(4_096);
            while (channel.read(in) >= 0) {
                // To the end: one reply.
            }
            return StandardCharsets.US_ASCII.decode(in.flip()).toString();
        }
    }

    HttpResponse<String> get(String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String metrics() {
        return get("/metrics").body();
    }

    /** The samples of a scrape, by name with labels. */
    Map<String, Double> samples() {
        return metrics()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
