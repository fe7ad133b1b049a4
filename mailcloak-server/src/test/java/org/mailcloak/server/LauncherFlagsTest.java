package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An operator who starts Java without the launcher copies its flags from the documentation. */
class LauncherFlagsTest {

    private static final Path LAUNCHER = Path.of("src/main/dist/bin/mailcloak-server");
    private static final Path PAGE = Path.of("../docs/operators/running.md");
    private static final Pattern FLAG = Pattern.compile("-X\\S*?(?=[\\s\"])");

    @Test
    void documentationShouldNameTheFlagsOfTheLauncher() throws IOException {
        List<String> flags = Files.readAllLines(LAUNCHER).stream()
                .filter(line -> line.startsWith("flags="))
                .flatMap(line -> FLAG.matcher(line).results().map(MatchResult::group))
                .toList();

        assertThat(flags).contains("-Xmx32m").hasSizeGreaterThan(8);
        assertThat(Files.readString(PAGE).replaceAll("\\s+", " ")).contains("`" + String.join(" ", flags) + "`");
    }
}
