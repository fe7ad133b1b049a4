package org.mailcloak.protocol.tcptable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.protocol.Chunks;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

/** The lines of tcp_table(5), byte by byte. */
class TcpTableTest {

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    @Nested
    class Requests {

        private final TcpTableRequestDecoder decoder = new TcpTableRequestDecoder();

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "get bob+ext@vm.test|bob+ext@vm.test",
                    "get \"a%20b\"@d1.test|\"a b\"@d1.test",
                    "get 100%25@d1.test|100%@d1.test",
                    "get j%C3%BCrgen@d1.test|jürgen@d1.test",
                    "get j%c3%bcrgen@d1.test|jürgen@d1.test",
                    "get *|*",
                    "get <>|<>"
                })
        void keyShouldBeDecoded(String line, String key) throws ProtocolException {
            assertThat(decoder.decode(bytes(line + "\n"))).isEqualTo(new TcpTableRequest(key));
        }

        @Test
        void keyMayBeEmpty() throws ProtocolException {
            assertThat(decoder.decode(bytes("get \n"))).isEqualTo(new TcpTableRequest(""));
        }

        @ParameterizedTest
        @CsvSource({
            "'put a b', UNKNOWN_REQUEST",
            "'', UNKNOWN_REQUEST",
            "'get', UNKNOWN_REQUEST",
            "'GET a', UNKNOWN_REQUEST",
            "'get a b', BAD_ENCODING",
            "'get a%', BAD_ENCODING",
            "'get a%2', BAD_ENCODING",
            "'get a%2g', BAD_ENCODING",
            "'get a%00', NUL_BYTE"
        })
        void lineShouldBeRefusedWhenItIsNoRequest(String line, Fault fault) {
            assertThat(faultOf(line + "\n").fault()).isEqualTo(fault);
            assertThat(faultOf("get a@d\n").fault()).isEqualTo(fault);
        }

        @Test
        void lineShouldBeRefusedWhenItEndsWithCrLfOrHoldsNul() {
            assertThat(faultOf("get a@d\r\n").fault()).isEqualTo(Fault.BAD_ENCODING);
            assertThat(catchThrowableOfType(
                                    ProtocolException.class,
                                    () -> new TcpTableRequestDecoder().decode(bytes("get \0\n")))
                            .fault())
                    .isEqualTo(Fault.NUL_BYTE);
        }

        @Test
        void lineShouldBeRefusedWhenItIsLongerThanTheLimit() throws ProtocolException {
            String longest = "get " + "x".repeat(TcpTableRequestDecoder.MAX_REQUEST_BYTES - 5);

            assertThat(decoder.decode(bytes(longest + "\n"))).isNotNull();
            assertThat(faultOf(longest + "x").fault()).isEqualTo(Fault.TOO_LONG);
        }

        @Test
        void keyShouldBeTakenWhenItFillsACommandOfSmtpAndEachByteIsEncoded() throws ProtocolException {
            TcpTableRequest request = decoder.decode(bytes("get " + "%20".repeat(2_048) + "\n"));

            assertThat(request).isEqualTo(new TcpTableRequest(" ".repeat(2_048)));
        }

        @Test
        void keyShouldEqualNothingWhenItIsNotUtf8() throws ProtocolException {
            TcpTableRequest request = decoder.decode(bytes("get %FF@d1.test\n"));

            assertThat(request).isNotNull();
            assertThat(request.isText()).isFalse();
            assertThatIllegalArgumentException().isThrownBy(request::encode);
        }

        @Test
        void requestsShouldBeTheSameWhereverTheStreamIsCut() throws ProtocolException {
            byte[] stream = "get a@d1.test\nget \"x%20y\"@d1.test\nget j%C3%BCrgen@d2.test\n".getBytes(UTF_8);

            for (int size = 1; size <= stream.length; size++) {
                assertThat(Chunks.decodeAll(stream, size, new TcpTableRequestDecoder()::decode))
                        .containsExactly(
                                new TcpTableRequest("a@d1.test"),
                                new TcpTableRequest("\"x y\"@d1.test"),
                                new TcpTableRequest("jürgen@d2.test"));
            }
        }

        @Test
        void decoderShouldBeMidRequestUntilTheLineEnds() throws ProtocolException {
            decoder.decode(bytes("get a"));
            assertThat(decoder.isMidRequest()).isTrue();
            assertThat(decoder.heldBytes()).isPositive();

            decoder.decode(bytes("@d\n"));
            assertThat(decoder.isMidRequest()).isFalse();
            assertThat(decoder.heldBytes()).isZero();
        }

        /** As {@code hex_quote()} writes it. */
        @ParameterizedTest
        @CsvSource({"bob@d1.test, get bob@d1.test", "a b%@d, get a%20b%25@d", "jürgen@d, get j%C3%BCrgen@d"})
        void requestShouldBeWrittenAsPostfixDoes(String key, String line) {
            assertThat(new TcpTableRequest(key).encode()).asString(UTF_8).isEqualTo(line + "\n");
            assertThat(new TcpTableRequest(key)).hasToString("TcpTableRequest");
        }

        private ProtocolException faultOf(String stream) {
            return catchThrowableOfType(ProtocolException.class, () -> decoder.decode(bytes(stream)));
        }
    }

    @Nested
    class Replies {

        private String written(TcpTableReply reply) {
            ByteBuffer out = ByteBuffer.allocate(reply.encodedLength());
            reply.writeTo(out);
            assertThat(reply.encoded()).isEqualTo(out.flip());
            return UTF_8.decode(out).toString();
        }

        @Test
        void replyShouldBeOneLine() {
            assertThat(written(TcpTableReply.found("alice@d1.test, bob@d1.test")))
                    .isEqualTo("200 alice@d1.test,%20bob@d1.test\n");
            assertThat(written(TcpTableReply.found("jürgen%@d1.test"))).isEqualTo("200 j%C3%BCrgen%25@d1.test\n");
            assertThat(written(TcpTableReply.notFound())).isEqualTo("500 Not%20found\n");
            assertThat(written(TcpTableReply.error("backend is down"))).isEqualTo("400 backend%20is%20down\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a\nb", "a\rb", "a\0b", "\ud800"})
        void valueShouldBeRefusedWhenItCannotBeSent(String value) {
            assertThatIllegalArgumentException().isThrownBy(() -> TcpTableReply.found(value));
        }

        @Test
        void valueShouldFitIntoALineOfPostfix() {
            String longest = "x".repeat(TcpTableReply.MAX_REPLY_BYTES - 5);

            assertThat(TcpTableReply.fits(longest)).isTrue();
            assertThat(TcpTableReply.found(longest).encodedLength()).isEqualTo(TcpTableReply.MAX_REPLY_BYTES);
            assertThat(TcpTableReply.fits(longest + "x")).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> TcpTableReply.found(longest + "x"));
        }

        @ParameterizedTest
        @CsvSource({
            "'200 a@d1.test', FOUND",
            "'250 a@d1.test', FOUND",
            "'500 x', NOT_FOUND",
            "'550 ', NOT_FOUND",
            "'400 x', ERROR"
        })
        void decoderShouldGoByTheFirstDigit(String line, TcpTableReply.Kind kind) throws ProtocolException {
            TcpTableReply reply = new TcpTableReplyDecoder().decode(bytes(line + "\n"));

            assertThat(reply).isNotNull();
            assertThat(reply.kind()).isEqualTo(kind);
        }

        @ParameterizedTest
        @CsvSource({
            "'', UNKNOWN_REPLY",
            "200, UNKNOWN_REPLY",
            "'20 a', UNKNOWN_REPLY",
            "'200 ', UNKNOWN_REPLY",
            "'300 x', UNKNOWN_REPLY",
            "'200 a%0Ab', UNKNOWN_REPLY",
            "'200 %zz', BAD_ENCODING",
            "'200 %FF', NOT_UTF8"
        })
        void decoderShouldRefuseWhatIsNoReply(String line, Fault fault) {
            TcpTableReplyDecoder decoder = new TcpTableReplyDecoder();

            assertThat(catchThrowableOfType(ProtocolException.class, () -> decoder.decode(bytes(line + "\n")))
                            .fault())
                    .isEqualTo(fault);
        }

        @Test
        void repliesShouldBeTheSameWhereverTheStreamIsCut() throws ProtocolException {
            List<TcpTableReply> replies = List.of(
                    TcpTableReply.found("a@d1.test, b@d1.test"), TcpTableReply.notFound(), TcpTableReply.error("down"));
            StringBuilder stream = new StringBuilder();
            replies.forEach(reply -> stream.append(written(reply)));

            for (int size = 1; size <= stream.length(); size++) {
                assertThat(Chunks.decodeAll(
                                stream.toString().getBytes(UTF_8), size, new TcpTableReplyDecoder()::decode))
                        .isEqualTo(replies);
            }
        }

        @Test
        void toStringShouldHideTheText() {
            assertThat(TcpTableReply.found("a@d")).hasToString("TcpTableReply[FOUND]");
        }
    }
}
