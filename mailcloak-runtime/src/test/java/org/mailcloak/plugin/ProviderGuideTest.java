package org.mailcloak.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/developers/writing-a-provider.md prints is what the build compiles, tests and asks for decisions. */
class ProviderGuideTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path EXAMPLE = DOCS.resolve(Path.of("examples", "idp-static"));

    /** A heading that is a path, and the block below it. */
    private static final Pattern FILE = Pattern.compile("(?m)^#+ `([^`]+)`\n\n```\\w*\n((?s:.*?))^```$");

    @Test
    void guideShouldPrintEveryFileOfTheExampleAsItIs() throws IOException {
        assertThat(printed()).isEqualTo(files());
    }

    private static Map<String, String> printed() throws IOException {
        String guide = Files.readString(DOCS.resolve(Path.of("developers", "writing-a-provider.md")));
        Map<String, String> printed = new TreeMap<>();
        FILE.matcher(guide).results().forEach(file -> printed.put(file.group(1), file.group(2)));
        return printed;
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put("pom.xml", Files.readString(EXAMPLE.resolve("pom.xml")));
        try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src"))) {
            for (Path file : sources.filter(Files::isRegularFile).toList()) {
                files.put(EXAMPLE.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
