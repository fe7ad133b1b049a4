package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalEscaperTest {

    @ParameterizedTest
    @CsvSource({
        "0x00, \\x00",
        "0x09, \\t",
        "0x0a, \\n",
        "0x0d, \\x0d",
        "0x1b, \\x1b",
        "0x7f, \\x7f",
        "0x9b, \\x9b",
        "0x2028, \\u2028",
        "0x202e, \\u202e",
        "0x2066, \\u2066",
    })
    void controlCharacterShouldBeEscaped(int character, String escaped) {
        assertThat(TerminalEscaper.of("a" + (char) character + "b")).isEqualTo("a" + escaped + "b");
    }

    @Test
    void otherTextShouldStayAsItIs() {
        String text = "j\u00f6rg+x@b\u00fccher.test \\ \ud83d\ude00";

        assertThat(TerminalEscaper.of(text)).isEqualTo(text);
    }
}
