package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {

    private static final String STATUS = """
            {"version":"1.0","pid":7,"started":"2026-11-21T05:00:00Z","uptime_seconds":90061,"ready":true,\
            "provider":{"id":"keycloak","breaker_open":true,"breaker_opened":2,"feed_live":true,"feed_breaks":1,"calls":5,\
            "unavailable":3,"remembered":4},\
            "mirror":{"serving":true,"identities":9,"missing":0,"refused_scans":0,"failed_scans":0,"age_seconds":12},\
            "database":{"path":"/state.db","checked_seconds_ago":0.2,"failed_checks":0},\
            "sockets":[{"name":"policy","address":"unix:/p"}],\
            "connections":{"open":3,"limit":8192,"accepted":4,"refused":0,"overdue":0,"invalid":0,"heavy":0},\
            "refusals":[{"reason":"recipient_unknown","verdict":"reject","count":6,"last":"2026-11-21T05:30:00Z"}],\
            "log":{"dropped_lines":0}}
            """;

    @TempDir
    private Path folder;

    private Ctl ctl;

    @BeforeEach
    void makeDatabase() {
        ctl = Ctl.withDatabase(folder);
    }

    /** Answers one connection, whatever it asks. */
    private ServerSocketChannel server(String answer) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
        Thread thread = new Thread(() -> {
            try (SocketChannel peer = server.accept()) {
                peer.read(ByteBuffer.allocate(1_000));
                peer.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Test
    void statusShouldSayThatAFeedIsNotLive() throws IOException {
        try (ServerSocketChannel server = server(STATUS.replace("\"feed_live\":true", "\"feed_live\":false"))) {
            Ctl.Outcome outcome = ctl.run("status");

            assertThat(server.isOpen()).isTrue();
            assertThat(outcome.out()).contains("\tno live feed\t1 breaks\t");
        }
    }

    @Test
    void statusShouldTellHowTheServerIs() throws IOException {
        try (ServerSocketChannel server = server(STATUS)) {
            Ctl.Outcome outcome = ctl.run("status");

            assertThat(server.isOpen()).isTrue();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).isEqualTo("""
                    running\tready\tversion 1.0\tprocess 7\tsince 2026-11-21T05:00:00Z, 1 d 1 h 1 min
                    provider\tkeycloak\tbreaker open: it is unavailable\t2 times open\tfeed live\t1 breaks\t5 calls\t3 failed\t4 remembered
                    mirror\tanswers\t9 accounts\tread 12 s ago\t0 missing\t0 scans not believed\t0 scans failed
                    database\t/state.db\tchecked 0.2 s ago\t0 failed checks
                    socket\tpolicy\tunix:/p
                    connections\t3 open of at most 8192\t4 accepted\t0 refused\t0 overdue\t0 invalid\t0 heavy
                    reject\trecipient_unknown\t6\tlast 2026-11-21T05:30:00Z
                    log\t0 dropped lines
                    """);
        }
    }

    @Test
    void statusShouldBeWholeAsJson() throws IOException {
        try (ServerSocketChannel server = server(STATUS)) {
            assertThat(server.isOpen()).isTrue();
            assertThat(ctl.run("status", "--output", "json").out())
                    .startsWith("[")
                    .contains("\"running\": true", "\"breaker_open\": true", "\"dropped_lines\": 0");
        }
    }

    @Test
    void statusShouldSaySoWhenNoServerRuns() throws IOException {
        Ctl.Outcome outcome = ctl.run("status");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEqualTo("not running\tthere is no socket " + folder.resolve("control.sock") + "\n");
        assertThat(ctl.run("status", "--output", "json").out()).contains("\"running\": false");
    }

    @Test
    void statusShouldSaySoWhenAServerHasDied() throws IOException {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")))
                .close();

        Ctl.Outcome outcome = ctl.run("status");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).startsWith("not running\tnothing listens on ");
    }

    @Test
    void statusShouldFailWhenSomethingElseListens() throws IOException {
        try (ServerSocketChannel server = server("220 mx.example.org ESMTP\r\n")) {
            assertThat(server.isOpen()).isTrue();
            Ctl.Outcome outcome = ctl.run("status");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err()).contains("is no Mailcloak");
        }
    }

    @Test
    void statusShouldAskWhereTheConfigurationSays() throws IOException {
        Path config = Files.writeString(folder.resolve("other.yaml"), """
                idp: {provider: local}
                sqlite: {path: %s/state.db}
                sockets: {policy_socket: %s/p, socketmap_socket: %s/m, control_socket: %s/c}
                """.formatted(folder, folder, folder, folder));

        assertThat(ctl.runBare("--config", config.toString(), "status").out())
                .isEqualTo("not running\tthere is no socket " + folder.resolve("c") + "\n");
        Files.writeString(config, Files.readString(config).replace(folder + "/c}", "none}"));
        assertThat(ctl.runBare("--config", config.toString(), "status").err()).contains("has no control socket");
    }
}
