package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people type and cannot be meant: refused with the place, the value and what to write instead. */
class WrongInputTest {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    static Path folder;

    private static Ctl ctl;
    private static String before = "";

    /** No row changes anything, so one database serves all. */
    @BeforeAll
    static void fillDatabase() {
        ctl = Ctl.withDatabase(folder);
        ctl.fillWithPeople();
        before = ctl.run("export").out();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void commandShouldBeRefusedAndChangeNothing(String row) {
        String[] parts = row.split(" => ", 2);
        Ctl.Outcome outcome = ctl.run(words(parts[0]));

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).contains(parts[1]);
        assertThat(outcome.out()).isEmpty();
        assertThat(ctl.run("export").out()).isEqualTo(before);
    }

    static Stream<String> rows() throws IOException {
        try (InputStream in = WrongInputTest.class.getResourceAsStream("/wrong-inputs.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"));
        }
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words.toArray(String[]::new);
    }
}
