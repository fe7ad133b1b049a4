package org.mailcloak.protocol.netstring;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.mailcloak.protocol.Chunks;
import org.mailcloak.protocol.Streams;
import org.mailcloak.protocol.Streams.Outcome;

/** A payload has exactly one netstring, so what was decoded, encoded again, is what was sent. */
class NetstringDecoderFuzzTest {
    private static final int LIMIT = 300;

    @DictionaryEntries({"0:,", "3:abc,", "300:", "301:", "00", "99999999999:", ",", ":"})
    @FuzzTest
    void decoderShouldGiveWhatWasFramedHoweverItArrives(byte[] stream) {
        NetstringDecoder decoder = new NetstringDecoder(LIMIT);

        Outcome<ByteBuffer> whole = Streams.decode(List.of(stream), buffers(decoder));

        assertThat(whole).isEqualTo(Streams.decode(Streams.pieces(stream), buffers(new NetstringDecoder(LIMIT))));
        assertThat(whole).isEqualTo(Streams.decode(Streams.bytes(stream), buffers(new NetstringDecoder(LIMIT))));
        byte[] again = encoded(whole.values());
        assertThat(again).isEqualTo(Arrays.copyOf(stream, again.length));
        assertThat(whole.values()).allMatch(payload -> payload.remaining() <= LIMIT);
        if (whole.fault().isEmpty()) {
            assertThat(decoder.isMidNetstring()).isEqualTo(again.length < stream.length);
        }
    }

    private static byte[] encoded(List<ByteBuffer> payloads) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        payloads.forEach(payload -> out.writeBytes(Netstring.encode(payload.array())));
        return out.toByteArray();
    }

    /** Buffers, because arrays are equal only to themselves. */
    private static Chunks.Decode<ByteBuffer> buffers(NetstringDecoder decoder) {
        return in -> {
            byte[] payload = decoder.decode(in);
            return payload == null ? null : ByteBuffer.wrap(payload);
        };
    }
}
