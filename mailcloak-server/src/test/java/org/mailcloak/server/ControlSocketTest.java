package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.server.transport.Peer;

/** The control socket of a whole service. */
class ControlSocketTest {

    private static final String REFUSED = """
            request=smtpd_access_policy
            protocol_state=RCPT
            sender=f@far.test
            recipient=nobody@d1.test

            """;

    @TempDir
    private Path folder;

    private JsonObject status() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
            channel.write(ByteBuffer.wrap("{\"call\":\"status\"}\n".getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            try (JsonReader reader = Json.createReader(Channels.newInputStream(channel))) {
                return reader.readObject();
            }
        }
    }

    @Test
    void statusShouldTellOfTheServiceAndItsRefusals() throws IOException {
        try (LocalService service = LocalService.start(LocalService.Kind.UNIX, folder);
                Peer postfix = service.policy()) {
            postfix.send(REFUSED);
            postfix.receive("action=550 5.1.1 No such user\n\n".length());

            JsonObject status = status();

            assertThat(status.getBoolean("ready")).isTrue();
            assertThat(status.getJsonObject("provider").getString("id")).isEqualTo("local");
            assertThat(status.getJsonObject("provider").getBoolean("breaker_open"))
                    .isFalse();
            assertThat(status.getJsonObject("connections").getInt("open")).isEqualTo(1);
            assertThat(status.getJsonArray("sockets")).hasSize(2);
            assertThat(status.getJsonArray("refusals").getValuesAs(JsonObject.class))
                    .singleElement()
                    .satisfies(refusal -> {
                        assertThat(refusal.getString("reason")).isEqualTo("recipient_unknown");
                        assertThat(refusal.getInt("count")).isEqualTo(1);
                    });
            assertThat(status.toString()).doesNotContain("far.test", "nobody@");
        }
    }

    @Test
    void socketShouldBeForItsOwnerAndGroupAndGoWithTheService() throws IOException {
        Path socket = folder.resolve("control.sock");
        try (LocalService service = LocalService.start(LocalService.Kind.UNIX, folder)) {
            assertThat(service).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void mailShouldBeAnsweredWhenTheControlSocketIsTaken() throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        try (LocalService service = LocalService.start(LocalService.Kind.UNIX, folder)) {
            for (int i = 0; i < 20; i++) {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                idle.add(channel);
                channel.connect(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
                channel.write(ByteBuffer.wrap(new byte[] {'{'}));
            }
            try (Peer postfix = service.policy()) {
                postfix.send(REFUSED);
                assertThat(postfix.receive("action=550 5.1.1 No such user\n\n".length()))
                        .isEqualTo("action=550 5.1.1 No such user\n\n");
            }
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
        }
    }

    @Test
    void serviceShouldGoOnWhenTheControlSocketCannotBeHad() throws IOException {
        Files.createDirectory(folder.resolve("control.sock"));

        try (LocalService service = LocalService.start(LocalService.Kind.UNIX, folder);
                Peer postfix = service.policy()) {
            postfix.send(REFUSED);
            assertThat(postfix.receive("action=550 5.1.1 No such user\n\n".length()))
                    .isEqualTo("action=550 5.1.1 No such user\n\n");
        }
    }
}
