package org.mailcloak.protocol.socketmap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.protocol.Chunks;
import org.mailcloak.protocol.ProtocolException;

/** What a real Postfix sent, and what it understood. */
class SocketmapTranscriptTest {
    private final List<Exchange> exchanges = read("postfix-3.7.11.txt");

    @Test
    void transcriptShouldHoldAllQueriesThatWereCaptured() {
        assertThat(exchanges).hasSize(1234);
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 128, 16, 1})
    void queriesShouldBeReadWhenTheyArePipelinedInChunksOf(int size) throws ProtocolException {
        SocketmapRequestDecoder decoder = new SocketmapRequestDecoder();

        List<SocketmapRequest> requests = Chunks.decodeAll(stream(Exchange::request), size, decoder::decode);

        assertThat(requests)
                .containsExactlyElementsOf(
                        exchanges.stream().map(Exchange::expected).toList());
        assertThat(requests).allMatch(SocketmapRequest::isText);
        assertThat(decoder.isMidRequest()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 16, 1})
    void queriesShouldBeReadWhenEachIsSplitIntoChunksOf(int size) throws ProtocolException {
        SocketmapRequestDecoder decoder = new SocketmapRequestDecoder();
        for (Exchange exchange : exchanges) {
            assertThat(Chunks.decodeAll(exchange.request(), size, decoder::decode))
                    .containsExactly(exchange.expected());
        }
    }

    @Test
    void queriesShouldBeWrittenAsPostfixSentThem() {
        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(exchange.expected().encode()).isEqualTo(exchange.request()));
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 128, 16, 1})
    void repliesShouldBeReadAndWrittenAsTheyWereWhenTheyArriveInChunksOf(int size) throws ProtocolException {
        List<SocketmapReply> replies =
                Chunks.decodeAll(stream(Exchange::reply), size, new SocketmapReplyDecoder()::decode);

        assertThat(replies.stream().map(SocketmapReply::encoded))
                .containsExactlyElementsOf(exchanges.stream()
                        .map(exchange -> ByteBuffer.wrap(exchange.reply()))
                        .toList());
    }

    private byte[] stream(Function<Exchange, byte[]> part) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        exchanges.forEach(exchange -> stream.writeBytes(part.apply(exchange)));
        return stream.toByteArray();
    }

    private static List<Exchange> read(String resource) {
        List<Exchange> exchanges = new ArrayList<>();
        String reply = "";
        for (String line : lines(resource)) {
            if (line.startsWith("S: ")) {
                reply = line.substring(3);
            } else if (line.startsWith("C: ")) {
                exchanges.add(new Exchange(line.substring(3), reply));
            }
        }
        return exchanges;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = SocketmapTranscriptTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One query, without its frame, and the netstring it was answered with. */
    private record Exchange(String query, String netstring) {
        byte[] request() {
            return (query.getBytes(UTF_8).length + ":" + query + ",").getBytes(UTF_8);
        }

        byte[] reply() {
            return netstring.getBytes(UTF_8);
        }

        SocketmapRequest expected() {
            String[] parts = query.split(" ", 2);
            return new SocketmapRequest(parts[0], parts[1]);
        }
    }
}
