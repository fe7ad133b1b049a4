package org.mailcloak.protocol.socketmap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import org.mailcloak.protocol.Streams;
import org.mailcloak.protocol.Streams.Outcome;
import org.mailcloak.protocol.netstring.Netstring;

/** Queries and replies read the same however they arrive, and what is written is what is read. */
class SocketmapDecoderFuzzTest {
    private static final int LIMIT = 300;

    @DictionaryEntries({"alias ", "13:alias a@d1.te,", "0:,", "300:", "\\x00"})
    @FuzzTest
    void decoderShouldGiveTheSameQueriesHoweverTheyArrive(byte[] stream) {
        Outcome<SocketmapRequest> whole = requests(List.of(stream));

        assertThat(whole).isEqualTo(requests(Streams.pieces(stream)));
        assertThat(whole).isEqualTo(requests(Streams.bytes(stream)));
        for (SocketmapRequest request : whole.values()) {
            if (request.isText()) {
                assertThat(requests(List.of(request.encode())))
                        .isEqualTo(new Outcome<>(List.of(request), Optional.empty()));
            }
        }
    }

    @DictionaryEntries({"9:NOTFOUND ,", "8:NOTFOUND,", "OK ", "TEMP ", "TIMEOUT ", "PERM "})
    @FuzzTest
    void decoderShouldGiveTheSameRepliesHoweverTheyArrive(byte[] stream) {
        Outcome<SocketmapReply> whole = replies(List.of(stream));

        assertThat(whole).isEqualTo(replies(Streams.pieces(stream)));
        assertThat(whole).isEqualTo(replies(Streams.bytes(stream)));
        whole.values().forEach(SocketmapDecoderFuzzTest::checkRoundTrip);
    }

    /** Any payload at all in a frame that is right, which the fuzzer rarely finds by itself. */
    @DictionaryEntries({"alias a@d1.test", "OK a@d1.test", "NOTFOUND ", "TEMP x", "PERM x"})
    @FuzzTest
    void decoderShouldTakeOrRefuseEveryPayload(byte[] payload) {
        byte[] frame = Netstring.encode(payload);

        requests(List.of(frame)).values().stream()
                .filter(SocketmapRequest::isText)
                .forEach(request -> assertThat(request.encode()).isEqualTo(frame));
        replies(List.of(frame)).values().forEach(SocketmapDecoderFuzzTest::checkRoundTrip);
    }

    private static void checkRoundTrip(SocketmapReply reply) {
        byte[] encoded = new byte[reply.encodedLength()];
        reply.encoded().get(encoded);
        assertThat(replies(List.of(encoded))).isEqualTo(new Outcome<>(List.of(reply), Optional.empty()));
    }

    private static Outcome<SocketmapRequest> requests(List<byte[]> pieces) {
        return Streams.decode(pieces, new SocketmapRequestDecoder(LIMIT)::decode);
    }

    private static Outcome<SocketmapReply> replies(List<byte[]> pieces) {
        return Streams.decode(pieces, new SocketmapReplyDecoder()::decode);
    }
}
