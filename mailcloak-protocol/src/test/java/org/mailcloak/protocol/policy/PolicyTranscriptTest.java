package org.mailcloak.protocol.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.protocol.Chunks;
import org.mailcloak.protocol.ProtocolException;

/** What a real Postfix sent, and what it understood. */
class PolicyTranscriptTest {
    private final List<Exchange> exchanges = read("postfix-3.7.11.txt");

    @Test
    void transcriptShouldHoldAllRequestsThatWereCaptured() {
        assertThat(exchanges).hasSize(87);
        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(exchange.attributes()).hasSize(29));
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 128, 16, 1})
    void requestsShouldBeReadWhenTheyArePipelinedInChunksOf(int size) throws ProtocolException {
        PolicyRequestDecoder decoder =
                new PolicyRequestDecoder(PolicyRequestDecoder.DEFAULT_LIMIT, EnumSet.allOf(PolicyAttribute.class));

        List<PolicyRequest> requests = Chunks.decodeAll(stream(Exchange::request), size, decoder::decode);

        assertThat(requests.stream().map(PolicyRequest::asMap))
                .containsExactlyElementsOf(
                        exchanges.stream().map(Exchange::expected).toList());
        assertThat(decoder.isMidRequest()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 128, 16, 1})
    void requestsShouldBeReadWhenEachIsSplitIntoChunksOf(int size) throws ProtocolException {
        PolicyRequestDecoder decoder = new PolicyRequestDecoder();
        for (Exchange exchange : exchanges) {
            PolicyRequest request =
                    Chunks.decodeAll(exchange.request(), size, decoder::decode).get(0);

            assertThat(request.request()).isEqualTo("smtpd_access_policy");
            assertThat(request.protocolState()).isEqualTo(exchange.attributes().get("protocol_state"));
            assertThat(request.clientAddress()).isEqualTo(exchange.attributes().get("client_address"));
            assertThat(request.sender()).isEqualTo(exchange.attributes().get("sender"));
            assertThat(request.recipient()).isEqualTo(exchange.attributes().get("recipient"));
            assertThat(request.queueId()).isEqualTo(exchange.attributes().get("queue_id"));
            assertThat(request.instance()).isEqualTo(exchange.attributes().get("instance"));
            assertThat(request.saslMethod()).isEqualTo(exchange.attributes().get("sasl_method"));
            assertThat(request.saslUsername()).isEqualTo(exchange.attributes().get("sasl_username"));
        }
    }

    @Test
    void requestsShouldBeWrittenAsPostfixSentThem() {
        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(PolicyRequestEncoder.encode(exchange.attributes()))
                        .asString(UTF_8)
                        .isEqualTo(new String(exchange.request(), UTF_8)));
    }

    @Test
    void repliesShouldBeWrittenAsPostfixUnderstoodThem() {
        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(
                                PolicyAction.of(exchange.action()).encoded())
                        .isEqualTo(ByteBuffer.wrap(exchange.reply())));
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 128, 16, 1})
    void repliesShouldBeReadWhenTheyArriveInChunksOf(int size) throws ProtocolException {
        List<String> actions = Chunks.decodeAll(stream(Exchange::reply), size, new PolicyReplyDecoder()::decode);

        assertThat(actions)
                .containsExactlyElementsOf(
                        exchanges.stream().map(Exchange::action).toList());
    }

    private byte[] stream(Function<Exchange, byte[]> part) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        exchanges.forEach(exchange -> stream.writeBytes(part.apply(exchange)));
        return stream.toByteArray();
    }

    private static List<Exchange> read(String resource) {
        List<Exchange> exchanges = new ArrayList<>();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String line : lines(resource)) {
            if (line.startsWith("C: ")) {
                String[] pair = line.substring(3).split("=", 2);
                attributes.put(pair[0], pair[1]);
            } else if (line.startsWith("S: ")) {
                exchanges.add(new Exchange(new LinkedHashMap<>(attributes), line.substring(3)));
            }
        }
        return exchanges;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = PolicyTranscriptTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request and the line it was answered with. */
    private record Exchange(Map<String, String> attributes, String answer) {
        byte[] request() {
            return attributes.entrySet().stream()
                    .map(attribute -> attribute.getKey() + "=" + attribute.getValue() + "\n")
                    .collect(Collectors.joining("", "", "\n"))
                    .getBytes(UTF_8);
        }

        byte[] reply() {
            return (answer + "\n\n").getBytes(UTF_8);
        }

        String action() {
            return answer.substring("action=".length());
        }

        Map<PolicyAttribute, String> expected() {
            Map<PolicyAttribute, String> expected = new EnumMap<>(PolicyAttribute.class);
            for (PolicyAttribute attribute : PolicyAttribute.values()) {
                String value = attributes.getOrDefault(attribute.wireName(), "");
                if (!value.isEmpty()) {
                    expected.put(attribute, value);
                }
            }
            return expected;
        }
    }
}
