package org.mailcloak.protocol.netstring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

class NetstringDecoderTest {
    private final NetstringDecoder decoder = new NetstringDecoder(100);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0:,             | ''",
                "1:a,            | a",
                "5:a:,b,,        | a:,b,",
                "10:0123456789,  | 0123456789",
                "6:žluť,  | žluť"
            })
    void decodeShouldGivePayloadWhenNetstringIsWhole(String wire, String payload) throws ProtocolException {
        assertThat(decoder.decode(bytes(wire))).asString(UTF_8).isEqualTo(payload);
    }

    @Test
    void decodeShouldCountBytesWhenPayloadIsNotAscii() throws ProtocolException {
        assertThat(decoder.decode(bytes("30:slogin jürgen@bücher.example,")))
                .asString(UTF_8)
                .isEqualTo("slogin jürgen@bücher.example");
    }

    @Test
    void decodeShouldNameFaultWhenLengthCountsCharacters() {
        assertThat(faultOf(decoder, "28:slogin jürgen@bücher.example,").fault()).isEqualTo(Fault.MISSING_COMMA);
    }

    @Test
    void decodeShouldGiveOneAfterTheOtherWhenNetstringsArePipelined() throws ProtocolException {
        ByteBuffer in = bytes("1:a,0:,2:bc,");

        assertThat(decoder.decode(in)).asString(UTF_8).isEqualTo("a");
        assertThat(decoder.decode(in)).isEmpty();
        assertThat(decoder.decode(in)).asString(UTF_8).isEqualTo("bc");
        assertThat(decoder.decode(in)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "10", "10:", "3:ab", "3:abc"})
    void decodeShouldNeedMoreWhenNetstringIsCut(String wire) throws ProtocolException {
        assertThat(decoder.decode(bytes(wire))).isNull();
        assertThat(decoder.isMidNetstring()).isEqualTo(!wire.isEmpty());
    }

    @Test
    void decoderShouldBeIdleAgainWhenNetstringHasEnded() throws ProtocolException {
        decoder.decode(bytes("3:abc,"));

        assertThat(decoder.isMidNetstring()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ":,            | MALFORMED_LENGTH",
                "a:,           | MALFORMED_LENGTH",
                "-1:a,         | MALFORMED_LENGTH",
                "+1:a,         | MALFORMED_LENGTH",
                "` 1:a,`       | MALFORMED_LENGTH",
                "1 :a,         | MALFORMED_LENGTH",
                "00:,          | MALFORMED_LENGTH",
                "01:a,         | MALFORMED_LENGTH",
                "1,            | MALFORMED_LENGTH",
                "101:          | TOO_LONG",
                "1000:         | TOO_LONG",
                "2147483648:   | TOO_LONG",
                "4294967297:a, | TOO_LONG",
                "99999999999999999999: | TOO_LONG",
                "1:ab          | MISSING_COMMA",
                "0:a           | MISSING_COMMA",
                "1:a;          | MISSING_COMMA"
            })
    void decodeShouldNameFaultWhenBytesAreNoNetstring(String wire, Fault fault) {
        assertThat(faultOf(decoder, wire).fault()).isEqualTo(fault);
    }

    @Test
    void decodeShouldRefuseLineEndWhenItFollowsTheComma() throws ProtocolException {
        ByteBuffer in = bytes("1:a,\n");

        decoder.decode(in);

        ProtocolException fault = catchThrowableOfType(ProtocolException.class, () -> decoder.decode(in));
        assertThat(fault.fault()).isEqualTo(Fault.MALFORMED_LENGTH);
        assertThat(fault).hasMessage("netstring length must be decimal digits and a colon: \"\\x0a\"");
    }

    @Test
    void decodeShouldThrowAgainWhenItFailedBefore() {
        ProtocolException first = faultOf(decoder, "x");

        assertThat(faultOf(decoder, "1:a,")).isSameAs(first);
    }

    @Test
    void decodeShouldTakePayloadWhenItIsAsLongAsTheLimit() throws ProtocolException {
        assertThat(decoder.decode(bytes("100:" + "x".repeat(100) + ","))).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 9})
    void decodeShouldHoldLengthAgainstLimitWhenLimitIsOneDigit(int limit) throws ProtocolException {
        String longest = limit + ":" + "x".repeat(limit) + ",";

        assertThat(new NetstringDecoder(limit).decode(bytes(longest))).hasSize(limit);
        assertThat(faultOf(new NetstringDecoder(limit), limit + 1 + ":").fault())
                .isEqualTo(Fault.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648:", "4294967297:", "21474836470:"})
    void decodeShouldNotOverflowWhenLimitIsTheLargest(String wire) {
        NetstringDecoder unlimited = new NetstringDecoder(Integer.MAX_VALUE);

        assertThat(faultOf(unlimited, wire).fault()).isEqualTo(Fault.TOO_LONG);
    }

    @Test
    void decoderShouldRefuseLimitWhenItIsNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NetstringDecoder(-1));
    }

    @Test
    void encodeShouldFrameBytesWithoutAnythingAfterTheComma() {
        assertThat(Netstring.encode("jürgen".getBytes(UTF_8))).asString(UTF_8).isEqualTo("7:jürgen,");
        assertThat(Netstring.encode(new byte[0])).asString(UTF_8).isEqualTo("0:,");
    }

    private static ProtocolException faultOf(NetstringDecoder decoder, String wire) {
        return catchThrowableOfType(ProtocolException.class, () -> decoder.decode(bytes(wire)));
    }

    private static ByteBuffer bytes(String wire) {
        return ByteBuffer.wrap(wire.getBytes(UTF_8));
    }
}
