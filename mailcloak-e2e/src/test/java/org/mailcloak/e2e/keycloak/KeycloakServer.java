package org.mailcloak.e2e.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.Processes;
import org.mailcloak.e2e.env.Sandbox;

/**
 * A real Keycloak as one process, from the distribution that the build unpacked, with its database in a sandbox. Realms
 * are made through its admin API; tests share the server and have realms of their own.
 */
public final class KeycloakServer implements AutoCloseable {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(4);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Sandbox sandbox = new Sandbox();
    private final int port = sandbox.freePort();
    private final int managementPort = sandbox.freePort();
    private final Path home;
    private final Path log;
    private final KeycloakAdmin admin;
    private final AtomicInteger realms = new AtomicInteger();
    private Process process;

    private KeycloakServer() {
        this.home = Checkout.keycloak().orElseThrow();
        this.log = sandbox.path("keycloak.log");
        this.admin = new KeycloakAdmin(url());
        sandbox.onClose(this::kill);
    }

    /** Returns once the server is ready. */
    public static KeycloakServer started() {
        KeycloakServer server = new KeycloakServer();
        try {
            server.build();
            server.start();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The address that the admin API and the tokens know the server by. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public KeycloakAdmin admin() {
        return admin;
    }

    /** A name that no realm has yet. */
    public String newRealmName() {
        return "realm" + realms.incrementAndGet();
    }

    /** Starts on the data of the run before, if there was one. */
    public void start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(commandLine())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.NAME);
            builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", KeycloakAdmin.PASSWORD);
            process = builder.start();
            Files.writeString(sandbox.path("keycloak.pid"), process.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Keycloak")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(this::isReady);
    }

    /** Ends the server as a crash would. */
    public void kill() {
        if (process != null) {
            Processes.killTree(process.toHandle());
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }

    /**
     * Once for each unpacked distribution: Keycloak fixes some options at build time. Another process of these tests may be
     * building it.
     */
    private void build() {
        try (FileChannel lock = FileChannel.open(
                        home.resolve("building-for-mailcloak"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            Path done = home.resolve("built-for-mailcloak");
            if (held.isValid() && Files.notExists(done)) {
                sandbox.command(BUILD_LIMIT)
                        .runOrFail(List.of(
                                "sh",
                                home.resolve("bin/kc.sh").toString(),
                                "build",
                                "--db=dev-file",
                                "--health-enabled=true"));
                Files.createFile(done);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What kc.sh would run, in a small heap; kc.sh itself stays behind as a parent that signals do not get through. */
    private List<String> commandLine() {
        List<String> line = new ArrayList<>(List.of(
                Checkout.java(),
                "-Xms64m",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=256m",
                "-Dfile.encoding=UTF-8",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory"));
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            line.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        line.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--http-enabled=true",
                "--hostname-strict=false",
                "--cache=local",
                "--shutdown-delay=0",
                "--db-url=jdbc:h2:file:" + sandbox.path("keycloakdb") + ";NON_KEYWORDS=VALUE",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-host=127.0.0.1",
                "--http-management-port=" + managementPort));
        return line;
    }

    private boolean isReady() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "Keycloak ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
