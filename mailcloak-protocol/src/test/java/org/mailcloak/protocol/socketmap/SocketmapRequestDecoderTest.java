package org.mailcloak.protocol.socketmap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.netstring.Netstring;

class SocketmapRequestDecoderTest {
    private final SocketmapRequestDecoder decoder = new SocketmapRequestDecoder();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "alias bob+ext@vm.test|alias|bob+ext@vm.test",
                "alias al ice@d1.test|alias|al ice@d1.test",
                "alias \"x y\"@d1.test|alias|\"x y\"@d1.test",
                "alias  a|alias| a",
                "alias a |alias|a ",
                "alias |alias|``",
                "login jürgen@bücher.example|login|jürgen@bücher.example",
                "transport_maps *|transport_maps|*",
                "check_sender_access <>|check_sender_access|<>"
            })
    void keyShouldBeEverythingAfterTheFirstSpace(String query, String mapName, String key) throws ProtocolException {
        SocketmapRequest request = decode(query, UTF_8);

        assertThat(request).isEqualTo(new SocketmapRequest(mapName, key));
        assertThat(request.isText()).isTrue();
    }

    @Test
    void mapNamesShouldMixOnOneConnection() throws ProtocolException {
        assertThat(decode("alias a@d", UTF_8).mapName()).isEqualTo("alias");
        assertThat(decode("login a@d", UTF_8).mapName()).isEqualTo("login");
        assertThat(decode("alias b@d", UTF_8)).isEqualTo(new SocketmapRequest("alias", "b@d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alias \u00ff@d1.test", "alias \u00e9", "al\u00e9as a@d"})
    void queryShouldEqualNothingWhenItIsNotUtf8(String query) throws ProtocolException {
        SocketmapRequest request = decode(query, ISO_8859_1);

        assertThat(request.isText()).isFalse();
        assertThat(request.key()).isNotEmpty();
        assertThatIllegalArgumentException().isThrownBy(request::encode);
    }

    @ParameterizedTest
    @CsvSource({"'', MISSING_SPACE", "alias, MISSING_SPACE", "' key', MISSING_NAME", "' ', MISSING_NAME"})
    void queryShouldBeMalformedWhenItHasNoMapName(String query, Fault fault) {
        assertThat(faultOf(query).fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alias a\0b", "a\0lias b", "\0"})
    void queryShouldBeMalformedWhenItHoldsNul(String query) {
        assertThat(faultOf(query).fault()).isEqualTo(Fault.NUL_BYTE);
    }

    @Test
    void queryShouldBeRefusedWhenItIsLongerThanTheLimit() throws ProtocolException {
        assertThat(decode("alias " + "x".repeat(SocketmapRequestDecoder.DEFAULT_LIMIT - 6), UTF_8))
                .isNotNull();
        assertThat(faultOf("alias " + "x".repeat(SocketmapRequestDecoder.DEFAULT_LIMIT - 5))
                        .fault())
                .isEqualTo(Fault.TOO_LONG);
    }

    @Test
    void decodeShouldThrowAgainWhenItFailedBefore() {
        ProtocolException first = faultOf("alias");

        assertThat(faultOf("alias a@d")).isSameAs(first);
    }

    @Test
    void decoderShouldBeMidRequestUntilTheComma() throws ProtocolException {
        assertThat(decoder.decode(ByteBuffer.wrap("9:alias a@d".getBytes(UTF_8))))
                .isNull();
        assertThat(decoder.isMidRequest()).isTrue();
        assertThat(decoder.decode(ByteBuffer.wrap(",".getBytes(UTF_8))))
                .isEqualTo(new SocketmapRequest("alias", "a@d"));
        assertThat(decoder.isMidRequest()).isFalse();
    }

    @Test
    void encodeShouldCountBytes() {
        assertThat(new SocketmapRequest("slogin", "jürgen@bücher.example").encode())
                .asString(UTF_8)
                .isEqualTo("30:slogin jürgen@bücher.example,");
    }

    @ParameterizedTest
    @CsvSource({"'', a", "'a b', c", "' ', c"})
    void requestShouldRefuseMapNameWhenItCannotBeWritten(String mapName, String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SocketmapRequest(mapName, key));
    }

    @Test
    void requestShouldRefuseNul() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SocketmapRequest("a\0", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SocketmapRequest("a", "\0"));
    }

    @Test
    void toStringShouldHideTheKey() {
        assertThat(new SocketmapRequest("alias", "a@d")).hasToString("SocketmapRequest[alias]");
    }

    private SocketmapRequest decode(String query, Charset charset) throws ProtocolException {
        return decoder.decode(ByteBuffer.wrap(Netstring.encode(query.getBytes(charset))));
    }

    private ProtocolException faultOf(String query) {
        return catchThrowableOfType(ProtocolException.class, () -> decode(query, UTF_8));
    }
}
