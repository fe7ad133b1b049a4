package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailcloakctlTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
    }

    @Test
    void helpShouldShowTheCommandAtAnyDepth() {
        assertThat(ctl.runBare("help", "domains", "add").out())
                .startsWith("Usage: mailcloakctl domains add ")
                .contains("Example:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "-V", "domains --help"})
    void outputShouldEndWithOneLineEnd(String arguments) {
        assertThat(ctl.runBare(arguments.split(" ")).out()).endsWith("\n").doesNotEndWith("\n\n");
    }

    @Test
    void helpOptionShouldSayTheSameAsTheHelpCommand() {
        assertThat(ctl.runBare("domains", "add", "--help")).isEqualTo(ctl.runBare("help", "domains", "add"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpShouldHaveADescriptionAndAnExample(String command) {
        Ctl.Outcome outcome = ctl.runBare(("help " + command).split(" "));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("Usage: mailcloakctl " + command).contains("\nExample:\n  ");
    }

    static Stream<String> commands() {
        Map<String, String> groups = Map.of(
                "domains", "list add del enable disable",
                "aliases", "list add del enable disable",
                "apps", "list add del allow disallow enable disable rotate",
                "users", "list add del show enable disable passwd block-sending allow-sending",
                "groups", "list add del show set",
                "groups member", "add del",
                "config", "check");
        return Stream.concat(
                Stream.of("init", "explain", "export", "import", "completion", "help"),
                groups.entrySet().stream()
                        .flatMap(group ->
                                Stream.of(group.getValue().split(" ")).map(command -> group.getKey() + " " + command)));
    }

    @ParameterizedTest
    @CsvSource({
        "domans list, domains",
        "domains lst, list",
        "users block-seding, block-sending",
        "help alises, aliases",
        "help apps rotat, rotate",
    })
    void unknownCommandShouldSuggestTheNearest(String line, String nearest) {
        Ctl.Outcome outcome = ctl.runBare(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("mailcloakctl: unknown command '").contains("did you mean '" + nearest);
    }

    @Test
    void unknownCommandShouldSuggestNothingWhenNothingIsNear() {
        assertThat(ctl.runBare("frobnicate").err()).startsWith("mailcloakctl: unknown command 'frobnicate'\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "domains",
                "domains add",
                "domains list extra",
                "domains list --nope",
                "users show",
                "domains list --output xml"
            })
    void misuseShouldEndWithTwo(String line) {
        Ctl.Outcome outcome = ctl.run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("mailcloakctl: ").contains("See: mailcloakctl help");
    }

    @Test
    void versionShouldNameTheProgram() {
        assertThat(ctl.runBare("--version").out()).startsWith("mailcloakctl ").hasLineCount(1);
    }

    @Test
    void verboseShouldShowTheStackTrace() {
        Ctl.Outcome outcome = ctl.run("--verbose", "domains", "del", "d9.test");

        assertThat(outcome.err()).contains("\tat org.mailcloak.cli.").endsWith("Domain d9.test does not exist\n");
    }

    @Test
    void messageShouldEscapeControlCharacters() {
        assertThat(ctl.run("domains", "add", "\u001b[2Jd1").err())
                .startsWith("mailcloakctl: '\\x1b[2Jd1' is not a mail domain");
    }

    @Test
    void listShouldEscapeControlCharactersThatAreInTheDatabase() throws SQLException {
        ctl.sql("INSERT INTO domains(domain_name) VALUES ('d1' || char(27) || '[2J' || char(10) || '.test')");

        assertThat(ctl.run("domains", "list").out()).isEqualTo("d1\\x1b[2J\\n.test\tenabled\n");
    }

    @Test
    void jsonShouldEscapeControlCharactersThatAreInTheDatabase() throws SQLException {
        ctl.sql("INSERT INTO domains(domain_name) VALUES ('d1' || char(155) || char(8238) || '.test')");

        assertThat(ctl.run("domains", "list", "--output", "json").out()).contains("\"d1\\u009b\\u202e.test\"");
    }

    @Test
    void argumentShouldBeRefusedWhenTheLocaleCouldNotReadIt() {
        assertThat(ctl.run("domains", "add", "b\ufffdcher.test").exitCode()).isEqualTo(2);
    }

    @Test
    void commandShouldFailWhenItsOutputCannotBeWritten() {
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = Mailcloakctl.run(
                new String[] {"--version"},
                ctl.surroundings(full, new PrintStream(err, false, StandardCharsets.UTF_8)));

        assertThat(exitCode).isEqualTo(1);
        assertThat(err).hasToString("mailcloakctl: standard output cannot be written\n");
    }

    @Test
    void completionShouldBeAScriptThatBashAccepts(@TempDir Path folder) throws IOException, InterruptedException {
        String script = ctl.runBare("completion").out();
        Path file = Files.writeString(folder.resolve("completion.bash"), script);

        Process bash = new ProcessBuilder("bash", "-n", file.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
        assertThat(script).contains("block-sending", "complete ");
    }
}
