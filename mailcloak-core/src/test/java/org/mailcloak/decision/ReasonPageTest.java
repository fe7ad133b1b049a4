package org.mailcloak.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages print of reasons is what {@code explain} and the log print. */
class ReasonPageTest {

    private static final Path PAGES = Path.of("../docs/operators");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `[a-z_]+` \\| `(?:DUNNO|\\d{3} [^`]*)` \\| .* \\|$");
    private static final Pattern RULE = Pattern.compile("(?m)^rule\\t.*$");

    @Test
    void tableShouldHaveEveryReasonWithItsReplyAndDescription() throws IOException {
        List<String> rows = found(ROW, PAGES.resolve("logs.md"));

        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(Reason.values())
                        .map(reason ->
                                "| `" + code(reason) + "` | `" + reason.action() + "` | " + reason.description() + " |")
                        .toList());
    }

    @Test
    void samplesOfExplainShouldHaveTheDescriptions() throws IOException {
        List<String> rules = Stream.of(Reason.values())
                .map(reason -> "rule\t" + code(reason) + "\t" + reason.description())
                .toList();

        for (String page : List.of("commands.md", "groups.md", "install.md", "logs.md")) {
            assertThat(found(RULE, PAGES.resolve(page))).as(page).isNotEmpty().isSubsetOf(rules);
        }
    }

    private static List<String> found(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String code(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
