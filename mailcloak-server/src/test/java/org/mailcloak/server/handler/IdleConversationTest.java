package org.mailcloak.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.RecentTexts;
import org.mailcloak.protocol.policy.PolicyRequestDecoder;
import org.mailcloak.protocol.socketmap.SocketmapRequestDecoder;
import org.mailcloak.protocol.tcptable.TcpTableRequestDecoder;

/** What a decoder of one connection holds: while a request comes, and between requests. */
class IdleConversationTest {

    private static final RecentTexts RECENT = new RecentTexts(16);

    interface Decoding {
        boolean decode(ByteBuffer in) throws ProtocolException;
    }

    interface Held {
        int bytes();
    }

    static Stream<Arguments> requests() {
        PolicyRequestDecoder policy = new PolicyRequestDecoder(65_536, RECENT);
        SocketmapRequestDecoder socketmap = new SocketmapRequestDecoder(16_384, RECENT);
        TcpTableRequestDecoder table = new TcpTableRequestDecoder();
        return Stream.of(
                Arguments.of(
                        "sender=" + "a".repeat(30_000) + "\nrecipient=" + "b".repeat(30_000) + "\n\n",
                        (Decoding) in -> policy.decode(in) != null,
                        (Held) policy::heldBytes,
                        30_000),
                Arguments.of(
                        "helo_name=" + "a".repeat(60_000) + "\n\n",
                        (Decoding) in -> policy.decode(in) != null,
                        (Held) policy::heldBytes,
                        59_000),
                Arguments.of(
                        "16000:" + "m".repeat(15_000) + " " + "k".repeat(999) + ",",
                        (Decoding) in -> socketmap.decode(in) != null,
                        (Held) socketmap::heldBytes,
                        16_000),
                Arguments.of(
                        "get " + "k".repeat(16_000) + "\n",
                        (Decoding) in -> table.decode(in) != null,
                        (Held) table::heldBytes,
                        15_000));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void decoderShouldSayWhatItHoldsAndHoldNothingBetweenRequests(
            String request, Decoding decoding, Held held, int least) throws ProtocolException {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3; round++) {
            assertThat(held.bytes()).isZero();
            // A request that comes in pieces, all but its last byte.
            for (int from = 0; from < bytes.length - 1; from += 4_096) {
                int count = Math.min(4_096, bytes.length - 1 - from);
                assertThat(decoding.decode(ByteBuffer.wrap(bytes, from, count))).isFalse();
            }
            assertThat(held.bytes()).isGreaterThanOrEqualTo(least);

            assertThat(decoding.decode(ByteBuffer.wrap(bytes, bytes.length - 1, 1)))
                    .isTrue();
        }
        assertThat(held.bytes()).isZero();
    }
}
