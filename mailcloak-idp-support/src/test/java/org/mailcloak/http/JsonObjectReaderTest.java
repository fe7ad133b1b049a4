package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectReaderTest {

    private static final JsonObjectReader FIELDS = fields("""
            {"text":"a","blank":" ","flag":true,"number":7,"fraction":7.5,"huge":1e999999999,"null":null,
             "texts":["a","b"],"mixed":["a",1],"object":{"text":"b"},"objects":[{"text":"c"}]}
            """);

    private static JsonObjectReader fields(String json) {
        return JsonObjectReader.of(JsonBody.parse(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void fieldsShouldBeReadWhenTheyAreOfTheirType() {
        assertThat(FIELDS.requiredText("text")).isEqualTo("a");
        assertThat(FIELDS.text("blank")).contains(" ");
        assertThat(FIELDS.requiredFlag("flag")).isTrue();
        assertThat(FIELDS.number("number")).contains(7L);
        assertThat(FIELDS.texts("texts")).containsExactly("a", "b");
        assertThat(FIELDS.object("object").orElseThrow().text("text")).contains("b");
        assertThat(FIELDS.objects("objects")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "null"})
    void fieldsShouldBeEmptyWhenAbsentOrNull(String key) {
        assertThat(FIELDS.text(key)).isEmpty();
        assertThat(FIELDS.flag(key)).isEmpty();
        assertThat(FIELDS.number(key)).isEmpty();
        assertThat(FIELDS.texts(key)).isEqualTo(List.of());
        assertThat(FIELDS.object(key)).isEmpty();
        assertThat(FIELDS.objects(key)).isEmpty();
    }

    static Stream<Arguments> wrongReadings() {
        return Stream.<Consumer<JsonObjectReader>>of(
                        fields -> fields.requiredText("missing"),
                        fields -> fields.requiredText("blank"),
                        fields -> fields.requiredFlag("missing"),
                        fields -> fields.text("flag"),
                        fields -> fields.flag("text"),
                        fields -> fields.number("text"),
                        fields -> fields.number("fraction"),
                        fields -> fields.texts("text"),
                        fields -> fields.texts("mixed"),
                        fields -> fields.object("texts"),
                        fields -> fields.objects("texts"),
                        fields -> fields.objects("object"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("wrongReadings")
    void fieldsShouldBeRefusedWhenOfAnotherType(Consumer<JsonObjectReader> reading) {
        assertThatThrownBy(() -> reading.accept(FIELDS))
                .isInstanceOf(UnexpectedBodyException.class)
                .hasMessageStartingWith("expected ");
    }

    @Test
    void numberShouldBeRefusedWhenItFitsNoLong() {
        assertThatThrownBy(() -> FIELDS.number("huge")).isInstanceOf(RuntimeException.class);
    }
}
