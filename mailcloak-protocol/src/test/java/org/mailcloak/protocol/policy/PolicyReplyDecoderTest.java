package org.mailcloak.protocol.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

class PolicyReplyDecoderTest {
    private final PolicyReplyDecoder decoder = new PolicyReplyDecoder(100);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "action=DUNNO~~               | DUNNO",
                "action=550 5.1.1 a=b ü~~     | 550 5.1.1 a=b ü",
                "action=~~                    | ''",
                "action=550~~                 | 550",
                "action=OK~action=REJECT~~    | OK",
                "actions=a~x=y~action=DUNNO~~ | DUNNO"
            })
    void decodeShouldGiveTheFirstAction(String wire, String action) throws ProtocolException {
        assertThat(decoder.decode(bytes(wire))).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({"~, MISSING_ACTION", "ACTION=DUNNO~~, MISSING_ACTION", "DUNNO~~, MISSING_EQUALS", "=x~~, MISSING_NAME"})
    void decodeShouldNameFaultWhenBytesAreNoReply(String wire, Fault fault) {
        assertThat(faultOf(bytes(wire)).fault()).isEqualTo(fault);
    }

    @Test
    void decodeShouldNameFaultWhenActionIsNotUtf8() {
        assertThat(faultOf(ByteBuffer.wrap("action=\u00e9\n\n".getBytes(ISO_8859_1)))
                        .fault())
                .isEqualTo(Fault.NOT_UTF8);
    }

    @Test
    void decodeShouldNameFaultWhenReplyIsLongerThanTheLimit() {
        assertThat(faultOf(bytes("action=" + "x".repeat(100) + "~~")).fault()).isEqualTo(Fault.TOO_LONG);
    }

    @Test
    void decodeShouldThrowAgainWhenItFailedBefore() {
        ProtocolException first = faultOf(bytes("~"));

        assertThat(faultOf(bytes("action=DUNNO~~"))).isSameAs(first);
    }

    @Test
    void decoderShouldBeMidReplyUntilTheEmptyLine() throws ProtocolException {
        assertThat(decoder.decode(bytes("action=DUNNO~"))).isNull();
        assertThat(decoder.isMidReply()).isTrue();
        assertThat(decoder.decode(bytes("~"))).isEqualTo("DUNNO");
        assertThat(decoder.isMidReply()).isFalse();
    }

    private ProtocolException faultOf(ByteBuffer in) {
        return catchThrowableOfType(ProtocolException.class, () -> decoder.decode(in));
    }

    private static ByteBuffer bytes(String wire) {
        return ByteBuffer.wrap(wire.replace('~', '\n').getBytes(UTF_8));
    }
}
