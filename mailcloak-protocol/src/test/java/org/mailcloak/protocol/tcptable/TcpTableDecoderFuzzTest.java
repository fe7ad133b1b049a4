package org.mailcloak.protocol.tcptable;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import org.mailcloak.protocol.Streams;
import org.mailcloak.protocol.Streams.Outcome;

/** Requests and replies read the same however they arrive, and what is written is what is read. */
class TcpTableDecoderFuzzTest {

    private static final int LIMIT = 300;

    @DictionaryEntries({"get ", "get a@d1.test\\x0a", "%20", "%C3%BC", "%", "\\x0a", "\\x00", "put a b\\x0a"})
    @FuzzTest
    void decoderShouldGiveTheSameRequestsHoweverTheyArrive(byte[] stream) {
        Outcome<TcpTableRequest> whole = requests(List.of(stream));

        assertThat(whole).isEqualTo(requests(Streams.pieces(stream)));
        assertThat(whole).isEqualTo(requests(Streams.bytes(stream)));
        for (TcpTableRequest request : whole.values()) {
            if (request.isText() && request.encode().length <= LIMIT) {
                assertThat(requests(List.of(request.encode())))
                        .isEqualTo(new Outcome<>(List.of(request), Optional.empty()));
            }
        }
    }

    @DictionaryEntries({"200 a@d1.test\\x0a", "500 Not%20found\\x0a", "400 x\\x0a", "%25", "\\x0a"})
    @FuzzTest
    void decoderShouldGiveTheSameRepliesHoweverTheyArrive(byte[] stream) {
        Outcome<TcpTableReply> whole = replies(List.of(stream));

        assertThat(whole).isEqualTo(replies(Streams.pieces(stream)));
        assertThat(whole).isEqualTo(replies(Streams.bytes(stream)));
        for (TcpTableReply reply : whole.values()) {
            byte[] encoded = new byte[reply.encodedLength()];
            reply.encoded().get(encoded);
            assertThat(replies(List.of(encoded))).isEqualTo(new Outcome<>(List.of(reply), Optional.empty()));
        }
    }

    private static Outcome<TcpTableRequest> requests(List<byte[]> pieces) {
        return Streams.decode(pieces, new TcpTableRequestDecoder(LIMIT)::decode);
    }

    private static Outcome<TcpTableReply> replies(List<byte[]> pieces) {
        return Streams.decode(pieces, new TcpTableReplyDecoder()::decode);
    }
}
