package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", " {\"a\":[1,true,null]} \n", "\"text\"", "7", "{\"a\":{\"b\":1},\"c\":{\"b\":2}}"})
    void valueShouldBeReadWhenItIsTheWholeText(String text) {
        assertThat(JsonBody.parse(bytes(text))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "]",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{\"a\":1}{}",
                "[] x",
                "[]]",
                "{\"a\":1,\"a\":1}",
                "nul",
                "NaN",
                "'a'",
                "{a:1}",
                "\"\u0001\"",
                "[{\"b\":{\"a\":1,\"a\":2}}]"
            })
    void textShouldBeRefusedWhenItIsNotOneValue(String text) {
        assertThatThrownBy(() -> JsonBody.parse(bytes(text))).isInstanceOf(UnexpectedBodyException.class);
    }

    @Test
    void textShouldBeRefusedWhenItIsNoUtf8() {
        assertThatThrownBy(() -> JsonBody.parse(new byte[] {'"', (byte) 0xff, '"'}))
                .isInstanceOf(UnexpectedBodyException.class);
    }

    @Test
    void nestingShouldBeReadWhenShallow() {
        assertThat(JsonBody.parse(bytes(nested(JsonBounds.MAX_DEPTH)))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {JsonBounds.MAX_DEPTH + 1, 2_000, 1_000_000})
    void nestingShouldBeRefusedWhenDeep(int depth) {
        assertThatThrownBy(() -> JsonBody.parse(bytes(nested(depth)))).isInstanceOf(UnexpectedBodyException.class);
    }
}
