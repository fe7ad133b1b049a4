package org.mailcloak.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentTextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "alice@d1.test", "jörg@bücher.test", "日本"})
    void decodeShouldReadTheTextEachTimeWhateverWasReadBefore(String text) {
        RecentTexts recent = new RecentTexts(1);

        assertThat(decode(recent, text)).isEqualTo(text);
        assertThat(decode(recent, "other")).isEqualTo("other");
        assertThat(decode(recent, text)).isEqualTo(text);
        assertThat(decode(recent, text)).isEqualTo(text);
    }

    @Test
    void decodeShouldGiveTheSameStringWhenTheTextIsReadAgain() {
        RecentTexts recent = new RecentTexts(64);

        assertThat(decode(recent, "smtpd_access_policy")).isSameAs(decode(recent, "smtpd_access_policy"));
    }

    @Test
    void decodeShouldRememberNoTextWhenItIsLong() {
        RecentTexts recent = new RecentTexts(1);
        String longText = "x".repeat(257);

        assertThat(decode(recent, longText)).isEqualTo(longText).isNotSameAs(decode(recent, longText));
    }

    @Test
    void decodeShouldKeepBytesApartThatAreNoText() {
        RecentTexts recent = new RecentTexts(1);
        byte[] latin = {'j', (byte) 0xf6};

        assertThat(WireText.isText(recent.decode(latin, 0, 2))).isFalse();
        assertThat(recent.decode(latin, 0, 2)).isEqualTo(WireText.decode(latin, 0, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_048_577})
    void constructorShouldRefuseASizeThatCannotBe(int slots) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RecentTexts(slots));
    }

    private static String decode(RecentTexts recent, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return recent.decode(bytes, 0, bytes.length);
    }
}
