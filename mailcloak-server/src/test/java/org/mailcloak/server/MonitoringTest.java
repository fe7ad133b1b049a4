package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** The HTTP listener of the process. */
class MonitoringTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path logs;

    private final HttpClient http = HttpClient.newHttpClient();

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private ServerProcess start(String more) throws IOException {
        Path database = folder.resolve("state.db");
        SqliteMailStore.initialise(database);
        Path config = Files.writeString(folder.resolve("config.yaml"), """
                idp:
                  provider: local
                sqlite:
                  path: %s
                sockets:
                  policy_socket: %s/p
                  socketmap_socket: %s/m
                """.formatted(database, folder, folder) + more);
        return ServerProcess.start(folder, logs, config.toString());
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void pagesShouldBeServedWhenAPortIsConfigured() throws Exception {
        int port = freePort();
        try (ServerProcess server = start("http: {listen: " + port + "}\n").awaitReady()) {
            assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(port, "/health/ready").body())
                    .isEqualTo("{\"status\":\"ready\",\"sockets\":\"ok\",\"database\":\"ok\",\"provider\":\"ok\"}\n");
            assertThat(get(port, "/metrics").body())
                    .contains("\nmailcloak_store_generation ", "\nprocess_resident_memory_bytes ");
            assertThat(server.err())
                    .contains("http listens on 127.0.0.1:" + port)
                    .doesNotContainIgnoringCase("jetty");
        }
    }

    @Test
    void startShouldFailWhenThePortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = start("http: {listen: " + other.getLocalPort() + "}\n")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.errors())
                    .containsExactly("mailcloak-server: http.listen 127.0.0.1:" + other.getLocalPort()
                            + " cannot be opened: Address already in use");
            assertThat(folder.resolve("p")).doesNotExist();
        }
    }

    @Test
    void startShouldWarnWhenOtherMachinesCanReachThePages() throws Exception {
        int port = freePort();
        try (ServerProcess server =
                start("http: {listen: '0.0.0.0:" + port + "'}\n").awaitReady()) {
            assertThat(server.err()).contains("http.listen: 0.0.0.0:" + port + " can be reached from other machines");
        }
    }
}
