package org.mailcloak.protocol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailcloak.protocol.Streams;
import org.mailcloak.protocol.Streams.Outcome;

/** Whatever bytes a peer sends, cut wherever the network cuts them, they mean what {@link PolicyModel} says. */
class PolicyRequestDecoderFuzzTest {
    /** Short, so that inputs of the fuzzer's size reach it. */
    private static final int LIMIT = 1024;

    @DictionaryEntries({
        "request=smtpd_access_policy\\x0A",
        "sender=",
        "recipient=",
        "sasl_username=",
        "\\x0A\\x0A",
        "\\x0D\\x0A"
    })
    @FuzzTest
    void decoderShouldGiveTheSameRequestsHoweverTheyArrive(byte[] stream) {
        PolicyRequestDecoder decoder = decoder();

        Outcome<PolicyRequest> whole = Streams.decode(List.of(stream), decoder::decode);

        assertThat(whole).isEqualTo(Streams.decode(Streams.pieces(stream), decoder()::decode));
        assertThat(whole).isEqualTo(Streams.decode(Streams.bytes(stream), decoder()::decode));
        PolicyModel model = PolicyModel.of(stream, LIMIT);
        assertThat(whole.fault()).isEqualTo(model.fault());
        assertThat(whole.values()).extracting(PolicyRequest::asMap).isEqualTo(model.requests());
        if (model.fault().isEmpty()) {
            assertThat(decoder.isMidRequest()).isEqualTo(model.midMessage());
        }
        whole.values().forEach(PolicyRequestDecoderFuzzTest::checkRoundTrip);
    }

    private static void checkRoundTrip(PolicyRequest request) {
        assertThat(PolicyRequest.of(request.asMap())).isEqualTo(request);
        if (!request.undecodable().isEmpty()) {
            return;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        request.asMap().forEach((attribute, value) -> attributes.put(attribute.wireName(), value));
        byte[] encoded = PolicyRequestEncoder.encode(attributes);
        assertThat(Streams.decode(List.of(encoded), decoder()::decode).values()).containsExactly(request);
    }

    private static PolicyRequestDecoder decoder() {
        return new PolicyRequestDecoder(LIMIT, EnumSet.allOf(PolicyAttribute.class));
    }
}
