package org.mailcloak.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "jürgen@bücher.example", "žluť", "😀", "a\u0001\t", "\ufffd", "\u0000"})
    void decodeShouldGiveTextWhenBytesAreUtf8(String text) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(WireText.decode(bytes, 0, bytes.length)).isEqualTo(text);
        assertThat(WireText.isText(text)).isTrue();
        assertThat(WireText.encode(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "ff, 1",
        "80, 1",
        "c3, 1",
        "61c362, 3",
        "c080, 2", // overlong NUL
        "eda080, 3", // surrogate
        "f4908080, 4", // above U+10FFFF
        "f09f98, 3", // cut
        "c3a9ff, 2"
    })
    void decodeShouldEscapeEachBadByteWhenBytesAreNotUtf8(String hex, int length) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        String value = WireText.decode(bytes, 0, bytes.length);

        assertThat(WireText.isText(value)).isFalse();
        assertThat(value).hasSize(length);
    }

    @Test
    void decodeShouldKeepGoodCharactersWhenOthersAreBad() {
        byte[] bytes = HexFormat.of().parseHex("c3a9ff40f09f9880fe");

        assertThat(WireText.decode(bytes, 0, bytes.length)).isEqualTo("é\udcff@😀\udcfe");
    }

    @Test
    void decodeShouldReadOnlyTheRange() {
        assertThat(WireText.decode("\u00e9abc\u00e9".getBytes(UTF_8), 2, 5)).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ud83d\ude00\ude00", "\ud83d\ud83d\ude00"})
    void encodeShouldRefuseUnpairedSurrogates(String value) {
        assertThat(WireText.isText(value)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> WireText.encode(value));
    }
}
