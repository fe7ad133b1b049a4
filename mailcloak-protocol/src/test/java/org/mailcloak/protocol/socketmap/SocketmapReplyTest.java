package org.mailcloak.protocol.socketmap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.netstring.Netstring;

class SocketmapReplyTest {

    @Nested
    class Written {
        @Test
        void notFoundShouldKeepItsSpace() {
            assertThat(wire(SocketmapReply.notFound())).isEqualTo("9:NOTFOUND ,");
        }

        @Test
        void okShouldCarryData() {
            assertThat(wire(SocketmapReply.ok("bob@vm.test"))).isEqualTo("14:OK bob@vm.test,");
        }

        @Test
        void okShouldCarrySeveralTargets() {
            assertThat(wire(SocketmapReply.ok("bob@vm.test, carol@other.test")))
                    .isEqualTo("32:OK bob@vm.test, carol@other.test,");
        }

        @Test
        void lengthShouldCountBytes() {
            assertThat(wire(SocketmapReply.ok("jürgen@bücher.example"))).isEqualTo("26:OK jürgen@bücher.example,");
        }

        @Test
        void failuresShouldCarryTheirReasons() {
            assertThat(wire(SocketmapReply.temp("backend is down"))).isEqualTo("20:TEMP backend is down,");
            assertThat(wire(SocketmapReply.timeout("too late"))).isEqualTo("16:TIMEOUT too late,");
            assertThat(wire(SocketmapReply.perm("no such map"))).isEqualTo("16:PERM no such map,");
        }

        @Test
        void failureShouldKeepItsSpaceWhenReasonIsEmpty() {
            assertThat(wire(SocketmapReply.temp(""))).isEqualTo("5:TEMP ,");
        }

        @Test
        void nothingShouldFollowTheComma() {
            assertThat(wire(SocketmapReply.ok("a@d"))).endsWith(",");
        }

        @Test
        void payloadShouldBeAsLongAsPostfixTakes() {
            SocketmapReply longest = SocketmapReply.ok("x".repeat(SocketmapReply.MAX_PAYLOAD_BYTES - 3));

            assertThat(wire(longest)).startsWith("100000:OK x");
        }

        @Test
        void writeToShouldAppend() {
            ByteBuffer out = ByteBuffer.allocate(100);

            SocketmapReply.notFound().writeTo(out);
            SocketmapReply.ok("a@d").writeTo(out);

            assertThat(UTF_8.decode(out.flip()).toString()).isEqualTo("9:NOTFOUND ,6:OK a@d,");
        }

        @Test
        void encodedShouldBeReadableTwiceAndByNobodyChanged() {
            SocketmapReply reply = SocketmapReply.notFound();

            assertThat(reply.encoded()).isEqualTo(reply.encoded());
            assertThat(reply.encoded().remaining()).isEqualTo(reply.encodedLength());
            assertThatThrownBy(() -> reply.encoded().put((byte) 'x')).isInstanceOf(ReadOnlyBufferException.class);
        }
    }

    @Nested
    class Refused {
        @ParameterizedTest
        @ValueSource(strings = {"", " ", "  "})
        void okShouldBeRefusedWhenThereIsNoData(String data) {
            assertThatIllegalArgumentException().isThrownBy(() -> SocketmapReply.ok(data));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\n", "a\r", "a\0", "a\tb", "\u007f", "\u0085", "\ud83d", "\udcff@d"})
        void textShouldBeRefusedWhenItCannotBeWritten(String text) {
            assertThatIllegalArgumentException().isThrownBy(() -> SocketmapReply.ok(text));
            assertThatIllegalArgumentException().isThrownBy(() -> SocketmapReply.temp(text));
            assertThatIllegalArgumentException().isThrownBy(() -> SocketmapReply.timeout(text));
            assertThatIllegalArgumentException().isThrownBy(() -> SocketmapReply.perm(text));
        }

        @Test
        void payloadShouldBeRefusedWhenItIsLongerThanPostfixTakes() {
            String text = "x".repeat(SocketmapReply.MAX_PAYLOAD_BYTES - 2);

            assertThatIllegalArgumentException().isThrownBy(() -> SocketmapReply.ok(text));
        }
    }

    @Nested
    class Read {
        private final SocketmapReplyDecoder decoder = new SocketmapReplyDecoder();

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    "OK bob@vm.test|OK|bob@vm.test",
                    "OK a b|OK|a b",
                    "NOTFOUND |NOTFOUND|''",
                    "NOTFOUND|NOTFOUND|''",
                    "NOTFOUND for a reason|NOTFOUND|''",
                    "TEMP |TEMP|''",
                    "TEMP x|TEMP|x",
                    "TIMEOUT x|TIMEOUT|x",
                    "PERM x|PERM|x"
                })
        void replyShouldBeOneOfFive(String payload, SocketmapReply.Kind kind, String text) throws ProtocolException {
            SocketmapReply reply = decoder.decode(bytes(payload));

            assertThat(reply.kind()).isEqualTo(kind);
            assertThat(reply.text()).isEqualTo(text);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "", " ", "OK", "OK ", "OK  ", "ok x", "YES x", "TEMP", "OKAY x", " OK x", "OK a\nb", "PERM \0"
                })
        void replyShouldBeRefusedWhenItIsNoneOfThem(String payload) {
            ProtocolException fault =
                    catchThrowableOfType(ProtocolException.class, () -> decoder.decode(bytes(payload)));

            assertThat(fault.fault()).isEqualTo(Fault.UNKNOWN_REPLY);
        }

        @Test
        void replyShouldBeRefusedWhenItIsNotUtf8() {
            ByteBuffer in = ByteBuffer.wrap(Netstring.encode("OK \u00e9".getBytes(ISO_8859_1)));

            ProtocolException fault = catchThrowableOfType(ProtocolException.class, () -> decoder.decode(in));

            assertThat(fault.fault()).isEqualTo(Fault.NOT_UTF8);
            assertThat(catchThrowableOfType(ProtocolException.class, () -> decoder.decode(bytes("OK x"))))
                    .isSameAs(fault);
        }

        @Test
        void replyShouldBeRefusedWhenItIsLongerThanPostfixTakes() {
            ByteBuffer in = ByteBuffer.wrap("100001:".getBytes(UTF_8));

            assertThat(catchThrowableOfType(ProtocolException.class, () -> decoder.decode(in))
                            .fault())
                    .isEqualTo(Fault.TOO_LONG);
        }

        @Test
        void decoderShouldBeMidReplyUntilTheComma() throws ProtocolException {
            assertThat(decoder.decode(ByteBuffer.wrap("9:NOTF".getBytes(UTF_8))))
                    .isNull();
            assertThat(decoder.isMidReply()).isTrue();
            assertThat(decoder.decode(ByteBuffer.wrap("OUND ,".getBytes(UTF_8))))
                    .isSameAs(SocketmapReply.notFound());
            assertThat(decoder.isMidReply()).isFalse();
        }

        private static ByteBuffer bytes(String payload) {
            return ByteBuffer.wrap(Netstring.encode(payload.getBytes(UTF_8)));
        }
    }

    @Test
    void repliesShouldBeEqualWhenKindAndTextAre() {
        assertThat(SocketmapReply.temp("x"))
                .isEqualTo(SocketmapReply.temp("x"))
                .hasSameHashCodeAs(SocketmapReply.temp("x"))
                .isNotEqualTo(SocketmapReply.perm("x"))
                .isNotEqualTo(SocketmapReply.temp("y"))
                .hasToString("SocketmapReply[TEMP]");
    }

    private static String wire(SocketmapReply reply) {
        return UTF_8.decode(reply.encoded()).toString();
    }
}
