package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.idp.Secret;

@Timeout(60)
class JsonHttpClientTlsTest {

    @TempDir
    static Path directory;

    private static ServerCertificate certificate;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        certificate = ServerCertificate.forLoopback(directory);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", exchange -> {
            byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static HttpOutcome<String> ask(String host, Optional<Path> caFile) {
        Duration patience = Duration.ofSeconds(30);
        HttpSettings settings = new HttpSettings(patience, patience, patience, patience, 2, 1000, caFile);
        try (JsonHttpClient client = new JsonHttpClient(settings)) {
            URI url = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/api");
            return client.call(HttpCall.get(url, new Secret("token")), body -> "answered");
        }
    }

    @Test
    void serverShouldAnswerWhenItsAuthorityIsConfigured() {
        assertThat(Outcomes.ok(ask("127.0.0.1", Optional.of(certificate.pem()))).value())
                .isEqualTo("answered");
    }

    @Test
    void serverShouldBeRefusedWhenItsAuthorityIsUnknown() {
        HttpOutcome.Failed<String> failed = Outcomes.failed(ask("127.0.0.1", Optional.empty()));

        assertThat(failed.failure()).isEqualTo(Failure.TLS);
        assertThat(failed.reason()).contains("TLS failed: ", "certification path");
    }

    @Test
    void serverShouldBeRefusedWhenItsCertificateNamesAnotherHost() {
        // The certificate holds the address 127.0.0.1, and no name.
        assertThat(Outcomes.failed(ask("localhost", Optional.of(certificate.pem())))
                        .failure())
                .isEqualTo(Failure.TLS);
    }

    @Test
    void handshakeShouldTimeOutWhenServerIsSilent() throws Exception {
        Duration patience = Duration.ofMinutes(10);
        HttpSettings settings = new HttpSettings(
                Duration.ofMillis(200), patience, patience, patience, 2, 1000, Optional.of(certificate.pem()));
        // Connections complete in the kernel; nobody accepts them.
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                JsonHttpClient client = new JsonHttpClient(settings)) {
            URI url = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/api");

            assertThat(Outcomes.failed(client.call(HttpCall.get(url, new Secret("token")), body -> "answered"))
                            .failure())
                    .isEqualTo(Failure.TIMEOUT);
        }
    }

    @Test
    void clientShouldNotBeMadeWhenAuthorityFileHoldsNone() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        assertThatThrownBy(() -> ask("127.0.0.1", Optional.of(empty)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContaining("ca_file")
                .hasMessageContaining(empty.toString());
    }

    @Test
    void clientShouldNotBeMadeWhenAuthorityFileIsMissing() {
        Path missing = directory.resolve("missing.pem");

        assertThatThrownBy(() -> ask("127.0.0.1", Optional.of(missing)))
                .isInstanceOf(ProviderConfigException.class)
                .hasMessageContaining(missing.toString());
    }
}
