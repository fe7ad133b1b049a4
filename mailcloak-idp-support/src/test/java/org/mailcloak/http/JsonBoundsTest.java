package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that would make much more memory than its own length is refused before a tree is made of it. */
class JsonBoundsTest {

    private static final int MANY = JsonBounds.MAX_VALUES;

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("numbers", "[" + "0,".repeat(MANY) + "0]", "values"),
                Arguments.of("objects", "[" + "{},".repeat(MANY) + "{}]", "values"),
                Arguments.of("arrays", "[" + "[],".repeat(MANY) + "[]]", "values"),
                Arguments.of("keys", "{" + "\"k\":1,".repeat(MANY) + "\"k\":1}", "values"),
                Arguments.of("commas alone", ",".repeat(MANY + 1), "values"),
                Arguments.of("depth of arrays", "[".repeat(65) + "]".repeat(65), "nested"),
                Arguments.of("depth of objects", "{\"a\":".repeat(65) + "1" + "}".repeat(65), "nested"),
                Arguments.of("one text", "\"" + "x".repeat(JsonBounds.MAX_TEXT + 1) + "\"", "bytes"),
                Arguments.of("escapes", "\"" + "\\u0041".repeat(JsonBounds.MAX_TEXT / 6 + 1) + "\"", "bytes"),
                Arguments.of("a key", "{\"" + "x".repeat(JsonBounds.MAX_TEXT + 1) + "\":1}", "bytes"),
                Arguments.of("a text without an end", "\"" + "x".repeat(JsonBounds.MAX_TEXT + 1), "bytes"),
                Arguments.of("digits", "1".repeat(JsonBounds.MAX_NUMBER + 1), "bytes"),
                Arguments.of("a number with an exponent", "1e" + "9".repeat(JsonBounds.MAX_NUMBER), "bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void bodyShouldBeRefusedWhenItIsOverABound(String what, String body, String reason) {
        assertThatThrownBy(() -> JsonBody.parse(body.getBytes(StandardCharsets.UTF_8)))
                .as(what)
                .isInstanceOf(UnexpectedBodyException.class)
                .hasMessageContaining(reason);
    }

    static Stream<String> usual() {
        return Stream.of(
                "[" + "0,".repeat(MANY - 2) + "0]",
                "[".repeat(64) + "]".repeat(64),
                "\"" + "x".repeat(JsonBounds.MAX_TEXT) + "\"",
                "[\"a\\\"b,,,,[[[{{{\",\"\\\\\",-1.7976931348623157E308,true,null]",
                " ".repeat(100_000) + "1");
    }

    @ParameterizedTest
    @MethodSource("usual")
    void bodyShouldBeReadWhenItIsWithinTheBounds(String body) {
        assertThat(JsonBody.parse(body.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }
}
