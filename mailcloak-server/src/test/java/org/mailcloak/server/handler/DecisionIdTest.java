package org.mailcloak.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionIdTest {

    @ParameterizedTest
    @CsvSource({
        "0, 00000000",
        "31, 0000000Z",
        "32, 00000010",
        "1099511627775, ZZZZZZZZ",
    })
    void textShouldBeTheNumberInBase32(long id, String text) {
        assertThat(DecisionId.text(id)).isEqualTo(text);
    }

    @Test
    void nextShouldBeAnotherEachTime() {
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 100_000; i++) {
            seen.add(DecisionId.text(DecisionId.next()));
        }

        assertThat(seen).hasSize(100_000).allMatch(text -> text.matches("[0-9A-HJKMNP-TV-Z]{8}"));
    }
}
