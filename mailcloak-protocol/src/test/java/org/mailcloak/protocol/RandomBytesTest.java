package org.mailcloak.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailcloak.protocol.netstring.NetstringDecoder;
import org.mailcloak.protocol.policy.PolicyReplyDecoder;
import org.mailcloak.protocol.policy.PolicyRequestDecoder;
import org.mailcloak.protocol.socketmap.SocketmapReplyDecoder;
import org.mailcloak.protocol.socketmap.SocketmapRequestDecoder;

/** Whatever a peer sends is a value, a need for more or a {@link ProtocolException}, and is buffered up to the limit. */
class RandomBytesTest {
    private static final int LIMIT = 300;
    private static final int STREAMS = 2000;
    private static final int STREAM_BYTES = 2000;

    /** Pieces that make progress likely: whole messages, frames, line ends, bytes that are not UTF-8. */
    private static final String[] PIECES = {
        "request=smtpd_access_policy\n",
        "sender=",
        "recipient=\u00fc\n",
        "action=DUNNO\n",
        "\n",
        "\n\n",
        "=",
        "\r\n",
        "\0",
        "5:",
        "0:,",
        "9:NOTFOUND ,",
        "11:alias a@b.c,",
        "8:OK data,",
        "7:OK \u0080abc,",
        ",",
        ":",
        "00",
        "99999999999",
        " "
    };

    static Stream<Arguments> decoders() {
        return Stream.of(
                decoder("netstring", () -> new NetstringDecoder(LIMIT)::decode),
                decoder("policy request", () -> new PolicyRequestDecoder(LIMIT)::decode),
                decoder("policy reply", () -> new PolicyReplyDecoder(LIMIT)::decode),
                decoder("socketmap request", () -> new SocketmapRequestDecoder(LIMIT)::decode),
                decoder("socketmap reply", () -> new SocketmapReplyDecoder()::decode));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decoders")
    void decodeShouldGiveValueOrFaultWhenBytesAreRandom(String name, Supplier<Chunks.Decode<?>> decoders) {
        Outcomes outcomes = IntStream.range(0, STREAMS)
                .mapToObj(seed -> run(decoders.get(), new Random(seed)))
                .reduce(new Outcomes(0, 0), Outcomes::plus);

        assertThat(outcomes.values()).as("streams were not all nonsense").isPositive();
        assertThat(outcomes.faults()).as("streams were not all sense").isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decoders")
    void decodeShouldFailWhenAMessageNeverEnds(String name, Supplier<Chunks.Decode<?>> decoders) {
        Chunks.Decode<?> decoder = decoders.get();
        byte[] endless = "action=x\n".repeat(LIMIT).getBytes(StandardCharsets.US_ASCII);

        assertThat(run(decoder, ByteBuffer.wrap(endless))).isEqualTo(new Outcomes(0, 1));
    }

    private static Outcomes run(Chunks.Decode<?> decoder, Random random) {
        Outcomes outcomes = new Outcomes(0, 0);
        for (int sent = 0; sent < STREAM_BYTES && outcomes.faults() == 0; ) {
            ByteBuffer in = ByteBuffer.wrap(piece(random));
            sent += in.remaining();
            outcomes = outcomes.plus(run(decoder, in));
        }
        return outcomes;
    }

    private static Outcomes run(Chunks.Decode<?> decoder, ByteBuffer in) {
        int values = 0;
        try {
            while (decoder.decode(in) != null) {
                values++;
            }
        } catch (ProtocolException e) {
            assertThat(e.getMessage()).matches("[ -~]{1,300}");
            return new Outcomes(values, 1);
        }
        assertThat(in.hasRemaining()).isFalse();
        return new Outcomes(values, 0);
    }

    private static byte[] piece(Random random) {
        if (random.nextInt(20) == 0) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            return bytes;
        }
        return PIECES[random.nextInt(PIECES.length)].getBytes(
                random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private static Arguments decoder(String name, Supplier<Chunks.Decode<?>> decoders) {
        return Arguments.of(name, decoders);
    }

    private record Outcomes(int values, int faults) {
        Outcomes plus(Outcomes other) {
            return new Outcomes(values + other.values, faults + other.faults);
        }
    }
}
