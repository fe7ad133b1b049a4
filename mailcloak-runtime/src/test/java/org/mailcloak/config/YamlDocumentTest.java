package org.mailcloak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.config.Drafts.MINIMAL;
import static org.mailcloak.config.Drafts.problems;
import static org.mailcloak.config.Drafts.read;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTest {

    private static final String SECRET = "tops3cret";

    @Test
    void syntaxErrorShouldCarryItsLine() {
        assertThat(problems(MINIMAL + "log:\n\tlevel: info\n"))
                .singleElement()
                .asString()
                .startsWith("5:1: not valid YAML: ");
    }

    @Test
    void secondDocumentShouldBeRefused() {
        assertThat(problems(MINIMAL + "---\nlog: {}\n"))
                .singleElement()
                .asString()
                .startsWith("4:1: not valid YAML: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%dk: v\n", "- %d\n", "? [%d]\n", "k%d:\n"})
    void documentShouldBeRefusedAtTheValueThatIsTooMuch(String line) {
        String text = IntStream.range(0, 90_000).mapToObj(line::formatted).collect(Collectors.joining());

        assertThat(problems(text.substring(0, Math.min(text.length(), YamlDocument.MAX_BYTES / 2))))
                .singleElement()
                .asString()
                .matches("\\d+:\\d+: more than 10000 keys and values up to here");
    }

    @Test
    void documentShouldBeReadWhenItHasAStartMarker() {
        assertThat(read("---\n" + MINIMAL)).isEqualTo(read(MINIMAL));
    }

    @Test
    void controlCharacterShouldBeRefused() {
        assertThat(problems(MINIMAL + "log: {level: \u0007}"))
                .singleElement()
                .asString()
                .startsWith("not valid YAML: character U+0007");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_secret: *tops3cret",
                "client_secret: *tops3cret!",
                "client_secret: !tops3cret!x y",
                "client_secret: !tops3cret x",
                "client_secret: &tops3cret",
                "client_secret: %tops3cret",
                "client_secret: @tops3cret",
                "client_secret: 'tops3cret",
                "client_secret: \"\\tops3cret\"",
                "client_secret: tops3cret: y",
                "client_secret: [tops3cret",
                "client_secret: [tops3cret]",
                "client_secret: {tops3cret: x}",
                "client_secret: |tops3cret",
                "client_secret: >\n  tops3cret\n",
                "client_secret:tops3cret",
                "? client_secret:tops3cret",
                "- tops3cret"
            })
    void secretShouldNotBeRepeatedWhenItBreaksTheFile(String line) {
        String text = "idp:\n  provider: keycloak\n  keycloak:\n    " + line + "\n    unknown: x\n";
        ConfigurationDraft draft = ConfigurationReader.read("config.yaml", text);
        if (draft.providerId().isPresent()) {
            draft.bind(Drafts.factory());
        }

        assertThat(problems(draft))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).doesNotContain(SECRET));
    }

    @Test
    void deepNestingShouldBeAProblem() {
        assertThat(problems("log: " + "[".repeat(9_000)))
                .singleElement()
                .asString()
                .contains("not valid YAML: ");
    }

    @Test
    void longTextShouldBeAProblem() {
        assertThat(problems(MINIMAL + "#".repeat(1 << 20))).containsExactly("longer than 1048576 bytes");
    }

    @Test
    void manyAliasesShouldBeAProblem() {
        StringBuilder bomb = new StringBuilder(MINIMAL + "a0: &a0 [x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
        }

        assertThat(problems(bomb.toString()))
                .singleElement()
                .asString()
                .contains("not valid YAML: Number of aliases for non-scalar nodes exceeds");
    }

    @Test
    void repeatedMergesShouldEndWhenEachDoublesTheLast() {
        StringBuilder bomb = new StringBuilder("log: &m0 {level: warn}\n");
        for (int i = 1; i <= 24; i++) {
            bomb.append("m%d: &m%d {<<: [*m%d, *m%d]}\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(problems(bomb.toString())).anyMatch(problem -> problem.contains("m24: unknown key"));
    }

    @Test
    void mappingShouldEndWhenItMergesItself() {
        assertThat(read(MINIMAL + "log: &log {level: warn, <<: *log}").log().level())
                .isEqualTo(LogSection.Level.WARN);
    }

    @Test
    void mergedKeysShouldGiveWayToTheMappingsOwn() {
        String text = """
                idp:
                  provider: two
                  one: &one {cache_ttl_seconds: 1, negative_ttl_seconds: 2}
                  two: {<<: *one, cache_ttl_seconds: 3}
                sqlite: {path: state.db}
                sockets: {policy_socket: a, socketmap_socket: b}
                """;

        Configuration configuration = read(text);

        assertThat(configuration.idp().cacheTtl()).hasSeconds(3);
        assertThat(configuration.idp().negativeTtl()).hasSeconds(2);
    }

    @Test
    void earlierMappingShouldWinWhenSeveralAreMerged() {
        String text = """
                idp:
                  provider: three
                  one: &one {cache_ttl_seconds: 1}
                  two: &two {cache_ttl_seconds: 2, negative_ttl_seconds: 2}
                  three: {<<: [*one, *two]}
                sqlite: {path: state.db}
                sockets: {policy_socket: a, socketmap_socket: b}
                """;

        Configuration configuration = read(text);

        assertThat(configuration.idp().cacheTtl()).hasSeconds(1);
        assertThat(configuration.idp().negativeTtl()).hasSeconds(2);
    }

    @Test
    void scalarAliasShouldBeFollowed() {
        assertThat(read(MINIMAL.replace("path: state.db", "path: &path state.db") + "daemon: {user: *path}")
                        .database())
                .isEqualTo(Path.of("state.db"));
    }
}
