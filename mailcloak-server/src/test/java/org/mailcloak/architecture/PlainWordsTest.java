package org.mailcloak.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Comments and pages name the actor (server, client, provider, operator, account) and use plain terms; see the words of
 * CONTRIBUTING. Decision records stay as they were written.
 */
class PlainWordsTest {

    private static final Path ROOT = Path.of("..");

    private static final Pattern BANNED = Pattern.compile(
            "\\b(nobody|somebody|everybody|anybody|whoever|whomever|octets?|mend(s|ed|ing)?|as ever|for ever|of no use)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern COMMENT = Pattern.compile("^\\s*(?:/?\\*+|//)(.*)$");

    /** What a comment quotes from code, and the names of parameters. */
    private static final Pattern QUOTED = Pattern.compile("\\{@\\w+ [^}]*}|@param \\S+|\"[^\"]*\"");

    /** What a page quotes: code, and the targets of links. */
    private static final Pattern QUOTED_IN_PAGE = Pattern.compile("`[^`]*`|\\]\\([^)]*\\)|<[^>]*>|\"[^\"]*\"");

    @Test
    void commentsShouldUsePlainWords() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (isBannedComment(line)) {
                    found.add(ROOT.relativize(file) + ":" + number + ": " + line.strip());
                }
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void pagesShouldUsePlainWords() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : pages()) {
            boolean code = false;
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                boolean fence = line.strip().startsWith("```");
                code = fence != code;
                if (!code && !fence && !isGlossary(file, line) && isBannedText(line)) {
                    found.add(ROOT.relativize(file) + ":" + number + ": " + line.strip());
                }
            }
        }

        assertThat(found).isEmpty();
    }

    /** The glossary lists the words that are not used. */
    private static boolean isGlossary(Path file, String line) {
        return file.endsWith("CONTRIBUTING.md") && (line.startsWith("|") || line.contains("never"));
    }

    @ParameterizedTest
    @CsvSource({
        "'    /** Nobody has it. */', true",
        "'     * Whoever asks gets it.', true",
        "'        // so many octets', true",
        "'     * {@code nobody} is a user.', false",
        "'     * @param everybody whether all are there', false",
        "'        String nobody = find();', false"
    })
    void wordShouldBeFoundWhereItIsProse(String line, boolean banned) {
        assertThat(isBannedComment(line)).isEqualTo(banned);
    }

    private static boolean isBannedComment(String line) {
        return COMMENT.matcher(line)
                .results()
                .anyMatch(comment -> BANNED.matcher(
                                QUOTED.matcher(comment.group(1)).replaceAll(""))
                        .find());
    }

    private static boolean isBannedText(String line) {
        return BANNED.matcher(QUOTED_IN_PAGE.matcher(line).replaceAll("")).find();
    }

    private static List<Path> sources() throws IOException {
        List<Path> modules;
        try (Stream<Path> all = Files.list(ROOT)) {
            modules = all.map(module -> module.resolve(Path.of("src", "main", "java")))
                    .filter(Files::isDirectory)
                    .toList();
        }
        List<Path> sources = new ArrayList<>();
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(500);
        return sources;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("", "docs/operators", "docs/developers")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.endsWith("CHANGELOG.md"))
                        .forEach(pages::add);
            }
        }
        assertThat(pages).hasSizeGreaterThan(20);
        return pages;
    }
}
