package org.mailcloak.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "plain-1.2@d1.test, plain-1.2@d1.test",
                "a b, \"a b\"",
                "a=b, \"a=b\"",
                "a\"b, \"a\\\"b\"",
                "a\\b, \"a\\\\b\"",
                "'a\tb', \"a\\u0009b\"",
                "'a\u007fb', \"a\\u007fb\"",
                "b\u00fc, \"b\u00fc\""
            })
    void valueShouldBeQuotedUnlessItIsPlain(String value, String shown) {
        assertThat(LogLine.of("event", 10, pairs -> pairs.put("name", value))).hasToString("event name=" + shown);
    }

    @Test
    void pairShouldBeLeftOutWhenItsValueIsEmpty() {
        assertThat(LogLine.of("event", 10, pairs -> pairs.put("a", "").put("b", "1")))
                .hasToString("event b=1");
    }

    @Test
    void pairsShouldKeepTheirOrder() {
        assertThat(LogLine.of("event", 10, pairs -> pairs.put("b", "1").put("a", "2")))
                .hasToString("event b=1 a=2");
    }

    @Test
    void lineShouldAskForPairsWhenItIsWritten() {
        List<String> asked = new ArrayList<>();
        LogLine line = LogLine.of("event", 1, pairs -> {
            asked.add("asked");
            pairs.put("a", "1");
        });

        assertThat(asked).isEmpty();
        assertThat(line).hasToString("event a=1");
        assertThat(asked).hasSize(1);
    }

    @Test
    void sizeShouldBeThatOfTheTextThatWaitsWhateverIsShown() {
        String text = "x".repeat(2_000);

        assertThat(LogLine.of("event", text.length(), pairs -> pairs.put("a", text.isEmpty() ? "" : "*"))
                        .size())
                .isGreaterThan(4_000);
    }
}
