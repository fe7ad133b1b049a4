package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.server.LocalService.Kind;
import org.mailcloak.server.transport.Peer;

/** One file of requests, over every kind of socket and cut in every way: the replies are the same. */
class SameRepliesTest {

    private static final Map<Kind, LocalService> SERVICES = new EnumMap<>(Kind.class);

    @TempDir
    private static Path unixFolder;

    @TempDir
    private static Path inetFolder;

    /**
     * A protocol, by a file of its requests and one of the replies.
     *
     * @param first one more request, with its reply
     */
    private record Wire(String name, byte[] requests, byte[] replies, byte[] first, byte[] firstReply) {

        static final Wire POLICY = read("policy", "request=other\n\n", "action=DUNNO\n\n");
        static final Wire SOCKETMAP = read("socketmap", "7:alias *,", "9:NOTFOUND ,");

        static Wire read(String name, String first, String firstReply) {
            return new Wire(
                    name,
                    resource(name + ".requests"),
                    resource(name + ".replies"),
                    first.getBytes(StandardCharsets.US_ASCII),
                    firstReply.getBytes(StandardCharsets.US_ASCII));
        }

        private static byte[] resource(String name) {
            try (InputStream in = SameRepliesTest.class.getResourceAsStream("/" + name)) {
                return Objects.requireNonNull(in, name).readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        Peer connect(Kind kind) {
            LocalService service = SERVICES.get(kind);
            return name.equals("policy") ? service.policy() : service.socketmap();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> everyWireAndKind() {
        return Stream.of(Wire.POLICY, Wire.SOCKETMAP)
                .flatMap(wire -> Stream.of(Kind.values()).map(kind -> arguments(wire, kind)));
    }

    @BeforeAll
    static void start() {
        SERVICES.put(Kind.UNIX, LocalService.start(Kind.UNIX, unixFolder));
        SERVICES.put(Kind.INET, LocalService.start(Kind.INET, inetFolder));
    }

    @AfterAll
    static void stop() {
        SERVICES.values().forEach(LocalService::close);
    }

    @ParameterizedTest
    @MethodSource("everyWireAndKind")
    void repliesShouldBeTheExpectedOnesWhenTheFileIsSentWhole(Wire wire, Kind kind) {
        try (Peer peer = wire.connect(kind)) {
            peer.send(wire.requests()).finish();

            assertThat(peer.receiveToEnd()).isEqualTo(new String(wire.replies(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("everyWireAndKind")
    void repliesShouldBeTheSameWhenTheFileIsSentByteByByte(Wire wire, Kind kind) {
        try (Peer peer = wire.connect(kind)) {
            for (byte one : wire.requests()) {
                peer.send(one);
            }
            peer.finish();

            assertThat(peer.receiveToEnd()).isEqualTo(new String(wire.replies(), StandardCharsets.UTF_8));
        }
    }

    /**
     * In each round one more request goes ahead in the same write as the first part. Its reply shows that the server
     * has read that write, so that the two parts really arrive apart.
     */
    @ParameterizedTest
    @MethodSource("everyWireAndKind")
    void repliesShouldBeTheSameWhereverTheFileIsCutInTwo(Wire wire, Kind kind) {
        byte[] requests = wire.requests();
        try (Peer peer = wire.connect(kind)) {
            for (int cut = 1; cut < requests.length; cut++) {
                peer.send(ByteBuffer.allocate(wire.first().length + cut)
                        .put(wire.first())
                        .put(requests, 0, cut)
                        .flip());
                assertThat(peer.receiveBytes(wire.firstReply().length)).isEqualTo(wire.firstReply());

                peer.send(ByteBuffer.wrap(requests, cut, requests.length - cut));

                assertThat(peer.receiveBytes(wire.replies().length))
                        .as("replies to %s cut at byte %d", wire, cut)
                        .isEqualTo(wire.replies());
            }
            assertThat(peer.finish().receiveToEnd()).isEmpty();
        }
    }
}
