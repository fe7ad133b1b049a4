package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain} says about a server with {@code mirror: true}. */
class MirrorStatusClientTest {

    @TempDir
    private Path folder;

    private HttpServer server;
    private volatile String metrics = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] body = metrics.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** The line about the mirror; empty if there is none. */
    private String line(String provider, String more) throws IOException {
        Ctl ctl = Ctl.withDatabase(folder);
        Path config = Files.writeString(
                folder.resolve("config.yaml"),
                Configurations.local(folder.resolve("state.db"))
                                .replace("provider: local", "provider: local" + provider)
                        + more);
        String out = ctl.run(
                        "--config", config.toString(), "explain", "--sender", "a@d1.test", "--recipient", "b@d1.test")
                .out();
        return out.lines()
                .filter(line -> line.startsWith("mirror\t"))
                .findFirst()
                .orElse("");
    }

    private String mirrored() throws IOException {
        return line(
                "\n  local: {mirror: true}",
                "http: {listen: \"127.0.0.1:" + server.getAddress().getPort() + "\"}\n");
    }

    @Test
    void nothingShouldBeSaidWhenThereIsNoMirror() throws IOException {
        assertThat(line("", "")).isEmpty();
    }

    @Test
    void ageShouldBeToldWhenTheServerServesFromMemory() throws IOException {
        metrics = """
                # TYPE mailcloak_mirror_serving gauge
                mailcloak_mirror_serving 1.0
                mailcloak_mirror_identities 100000.0
                mailcloak_mirror_missing 0.0
                mailcloak_mirror_scans_total{outcome="complete"} 9.0
                mailcloak_mirror_age_seconds 41.5
                """;

        assertThat(mirrored()).isEqualTo("mirror\t100000 accounts, read 42 s ago, answers come from there");
    }

    @Test
    void missingIdentitiesShouldBeToldWhenAListWasNotBelieved() throws IOException {
        metrics = """
                mailcloak_mirror_serving 1.0
                mailcloak_mirror_identities 100.0
                mailcloak_mirror_missing 90.0
                mailcloak_mirror_age_seconds 3
                """;

        assertThat(mirrored()).endsWith("; 90 of them were missing from the last list, which was not believed");
    }

    @Test
    void stateShouldBeToldWhenNothingWasReadYet() throws IOException {
        metrics = "mailcloak_mirror_serving 0.0\n";

        assertThat(mirrored()).isEqualTo("mirror\tnot read yet, not current: the provider is asked");
    }

    @Test
    void reasonShouldBeToldWhenTheServerCannotBeAsked() throws IOException {
        assertThat(line("\n  local: {mirror: true}", "")).startsWith("mirror\thttp.listen is not set");
        server.stop(0);
        assertThat(mirrored()).startsWith("mirror\tthe server cannot be asked at http://127.0.0.1:");
    }
}
