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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

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
        return everything().map(MailcloakctlTest::path).filter(path -> !path.isEmpty());
    }

    static Stream<String> groups() {
        return everything()
                .filter(command -> !command.getSubcommands().isEmpty())
                .map(MailcloakctlTest::path);
    }

    /** Every command with every group, from the command line itself. */
    private static Stream<CommandLine> everything() {
        GlobalOptions options = new GlobalOptions();
        return below(Mailcloakctl.commandLine(new CommandContext(CommandEnvironment.ofProcess(), options), options));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(MailcloakctlTest::below));
    }

    private static String path(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("^mailcloakctl ?", "");
    }

    @Test
    void everyGroupShouldBeFound() {
        assertThat(groups())
                .contains(
                        "", "domains", "aliases", "apps", "users", "groups", "groups member", "certificates", "config");
        assertThat(commands()).hasSizeGreaterThan(50).contains("apps show", "config show", "aliases rebind", "status");
    }

    @Test
    void usageShouldBreakNoLineInsideOfAWord() {
        assertThat(everything()).allSatisfy(command -> {
            List<String> narrow = synopsis(command, Mailcloakctl.HELP_WIDTH);
            assertThat(narrow).as(path(command)).isEqualTo(synopsis(command, 2000));
        });
    }

    private static List<String> synopsis(CommandLine command, int width) {
        command.setUsageHelpWidth(width);
        return List.of(command.getHelp().synopsis(0).strip().split("\\s+"));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void commandsOfAGroupShouldBeListedWhenNoneIsNamed(String group) {
        Ctl.Outcome outcome = ctl.runBare(
                Stream.of(group.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("mailcloakctl: Missing required subcommand")
                .contains("\nUsage: mailcloakctl");
        everything()
                .filter(command -> path(command).equals(group))
                .flatMap(command -> command.getSubcommands().keySet().stream())
                .forEach(name -> assertThat(outcome.err()).containsPattern("(?m)^  " + name + " "));
    }

    @ParameterizedTest
    @CsvSource({
        "groups_add, POSTERS_option_args, anyone domain members senders",
        "groups_set, POSTERS_option_args, anyone domain members senders",
        "map_query, MAP_pos_param_args, alias domain mailbox recipient sender access transport certificate",
        "users_setscope, SCOPE_pos_param_args, anywhere local-only"
    })
    void completionShouldOfferTheWordsOfAnArgument(String command, String array, String words) {
        String script = ctl.runBare("completion").out();
        String function = "function _picocli_mailcloakctl_" + command + "() {";

        assertThat(script).contains(function);
        String body = script.substring(script.indexOf(function));
        assertThat(body.substring(0, body.indexOf("\n}\n")))
                .contains("local " + array + "=(\"" + words.replace(" ", "\" \"") + "\")");
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
