package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** What Go's yaml.v3 makes of the same texts. */
class ScalarsTest {

    private static Node node(String yaml) {
        Problems problems = new Problems();
        Node root = YamlDocument.compose("key: " + yaml, problems).orElseThrow();
        return ((MappingNode) root).getValue().get(0).getValueNode();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "0, 0",
                "30, 30",
                "+30, 30",
                "-30, -30",
                "1_000, 1000",
                "0660, 432",
                "012, 10",
                "-012, -10",
                "0o660, 432",
                "0O660, 432",
                "0x1F, 31",
                "0XFf, 255",
                "0b11, 3",
                "089, 89",
                "30.0, 30",
                "1e3, 1000",
                "9223372036854775807, 9223372036854775807",
                "-9223372036854775808, -9223372036854775808"
            })
    void wholeNumberShouldBeReadAsYamlV3DoesWhenTheKeyWantsOne(String yaml, long expected) throws Exception {
        assertThat(Scalars.wholeNumber(node(yaml))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1.5",
                "\"30\"",
                "'30'",
                "5m",
                "_1",
                "0x",
                "0xG",
                "0o8",
                "0b2",
                "--1",
                "0x-1",
                "1e-3",
                "1e999999999",
                "1e-999999999",
                "9223372036854775808",
                ".inf",
                "2024-01-01",
                "true",
                "1 000"
            })
    void wholeNumberShouldBeRefusedWhenYamlV3SeesNone(String yaml) {
        assertThatExceptionOfType(BadValueException.class).isThrownBy(() -> Scalars.wholeNumber(node(yaml)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE", "yes", "on", "y", "Y", "\"yes\"", "'on'"})
    void flagShouldBeTrueWhenYamlV3SaysSo(String yaml) throws Exception {
        assertThat(Scalars.flag(node(yaml))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "FALSE", "no", "off", "n", "N", "\"no\""})
    void flagShouldBeFalseWhenYamlV3SaysSo(String yaml) throws Exception {
        assertThat(Scalars.flag(node(yaml))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "'false'", "tRUE", "Yes", "NO", "On", "1", "0", "enabled"})
    void flagShouldBeRefusedWhenYamlV3SeesNone(String yaml) {
        assertThatExceptionOfType(BadValueException.class).isThrownBy(() -> Scalars.flag(node(yaml)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "yes, yes",
                "on, on",
                "0660, 0660",
                "0o777, 0o777",
                "0x1F, 0x1F",
                "1_000, 1_000",
                "TRUE, TRUE",
                "2024-01-01, 2024-01-01",
                "\"null\", null",
                "'~', ~",
                "!!str 12, 12",
                "1.50, 1.50"
            })
    void textShouldBeWhatIsWrittenWhenTheKeyWantsAText(String yaml, String expected) throws Exception {
        assertThat(Scalars.isAbsent(node(yaml))).isFalse();
        assertThat(Scalars.text(node(yaml))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL", "\"\"", "''"})
    void valueShouldBeAbsentWhenItIsNullOrEmpty(String yaml) {
        assertThat(Scalars.isAbsent(node(yaml))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<realm>",
                "'<client secret>'",
                "https://<host>",
                "https://sso.example.org/realms/<realm>",
                "https://<host>:8443/x",
                "ou=people,dc=<site>,dc=org",
                "bind@<domain>"
            })
    void textShouldBeRefusedWhenAPlaceholderIsLeftOver(String yaml) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> Scalars.text(node(yaml)))
                .withMessageContaining("a value of your own in the place of `<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a<b>c", "(&(x<=5)(y>=3))", "x<y", "pa<ss>word", "<>", "<1>"})
    void textShouldBeTakenWhenItsAnglesAreItsOwn(String text) throws Exception {
        assertThat(Scalars.text(node("'" + text + "'"))).isEqualTo(text);
    }
}
