package org.mailcloak.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/developers/writing-a-provider.md prints is what the build compiles, tests and asks for decisions. */
class ProviderGuideTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path EXAMPLE = DOCS.resolve(Path.of("examples", "idp-static"));
    private static final Pattern BLOCK = Pattern.compile("```(?:java|xml)\n(.*?)```", Pattern.DOTALL);

    static List<String> blocks() throws IOException {
        String guide = Files.readString(DOCS.resolve(Path.of("developers", "writing-a-provider.md")));
        return BLOCK.matcher(guide)
                .results()
                .map((MatchResult block) -> block.group(1).strip())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void blockShouldBePartOfAFileOfTheExample(String block) throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE.resolve("src"))) {
            List<Path> sources = Stream.concat(files, Stream.of(EXAMPLE.resolve("pom.xml")))
                    .filter(file -> file.toString().matches(".*\\.(java|xml)"))
                    .toList();
            assertThat(sources)
                    .anySatisfy(file -> assertThat(Files.readString(file)).contains(block));
        }
    }
}
