package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.config.EmbeddedConfiguration;

class DatabaseChoiceTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
    }

    private void configure(Path file, Path database) throws IOException {
        Files.writeString(file, Configurations.local(database));
    }

    @Test
    void configurationShouldNameTheDatabase(@TempDir Path other) throws IOException {
        configure(other.resolve("c.yaml"), ctl.database());

        assertThat(ctl.runBare("--config", other.resolve("c.yaml").toString(), "domains", "list")
                        .exitCode())
                .isZero();
    }

    @Test
    void defaultConfigurationShouldNameTheDatabaseWhenItExists() throws IOException {
        configure(ctl.defaultConfig(), ctl.database());

        assertThat(ctl.runBare("domains", "list").exitCode()).isZero();
    }

    @Test
    void environmentShouldNameTheDatabaseWhenThereIsNoConfiguration() {
        ctl.environment("MAILCLOAK_DB", ctl.database().toString());

        assertThat(ctl.runBare("domains", "list").exitCode()).isZero();
    }

    @Test
    void optionShouldWinOverConfigurationAndEnvironment(@TempDir Path other) throws IOException {
        configure(ctl.defaultConfig(), other.resolve("none.db"));
        ctl.environment("MAILCLOAK_DB", other.resolve("none.db").toString());

        assertThat(ctl.runBare("domains", "list", "--db", ctl.database().toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void configurationShouldWinOverTheEnvironment(@TempDir Path other) throws IOException {
        configure(ctl.defaultConfig(), ctl.database());
        ctl.environment("MAILCLOAK_DB", other.resolve("none.db").toString());

        assertThat(ctl.runBare("domains", "list").exitCode()).isZero();
    }

    @Test
    void commandShouldBeMisuseWhenNothingNamesADatabase() {
        Ctl.Outcome outcome = ctl.runBare("domains", "list");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--db", "--config", "MAILCLOAK_DB").hasLineCount(1);
    }

    @Test
    void everyProblemOfTheConfigurationShouldBeToldWhenItIsBroken() throws IOException {
        Files.writeString(ctl.defaultConfig(), "idp:\n  provider: local\nfoo: 1\n");

        Ctl.Outcome outcome = ctl.runBare("domains", "list");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains(ctl.defaultConfig() + ":3:1: foo: unknown key")
                .contains("sqlite.path: missing")
                .doesNotContain("Exception");
    }

    @Test
    void missingDatabaseShouldBeRefusedWithTheCommandThatMakesIt(@TempDir Path other) {
        Path missing = other.resolve("state.db");

        assertThat(ctl.runBare("--db", missing.toString(), "domains", "list"))
                .isEqualTo(new Ctl.Outcome(
                        1,
                        "",
                        "mailcloakctl: Database " + missing + " does not exist: make it with `mailcloakctl --db "
                                + missing + " init`\n"));
    }

    @Test
    void fileThatIsNoDatabaseShouldBeRefused(@TempDir Path other) throws IOException {
        Path file = Files.writeString(other.resolve("notes.txt"), "remember the milk\n");

        Ctl.Outcome outcome = ctl.runBare("--db", file.toString(), "init");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("is not an SQLite database").hasLineCount(1);
        assertThat(file).hasContent("remember the milk");
    }

    @Test
    void initShouldMakeTheDatabase(@TempDir Path other) {
        Path database = other.resolve("state.db");

        assertThat(ctl.runBare("--db", database.toString(), "init"))
                .isEqualTo(new Ctl.Outcome(0, database + ": created\n", ""));
        assertThat(ctl.runBare("--db", database.toString(), "init"))
                .isEqualTo(new Ctl.Outcome(0, database + ": up to date\n", ""));
    }

    /** The README's way: there is no file to name. That of postconf or doveconf is missing here, which comes after. */
    @ParameterizedTest
    @ValueSource(strings = {"postfix check --config-directory", "dovecot check --config-file"})
    void mailServerShouldBeComparedWithTheEmbeddedDefaultWhenItHasMadeTheDatabase(String check) throws IOException {
        Files.createFile(EmbeddedConfiguration.mark(ctl.database()));

        Ctl.Outcome outcome = ctl.run((check + " /nonexistent").split(" "));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).containsAnyOf("mailcloakctl: postconf ", "mailcloakctl: doveconf ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postfix check", "dovecot check"})
    void mailServerShouldNotBeComparedWithGuessesWhenADatabaseIsNamedAlone(String check) {
        Ctl.Outcome outcome = ctl.run(check.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("no configuration named", "give --config PATH");
    }

    @Test
    void dovecotShouldNotBeComparedWithTheConfigurationOfAnotherDatabase(@TempDir Path other) throws IOException {
        configure(ctl.defaultConfig(), other.resolve("other.db"));

        assertThat(ctl.run("dovecot", "check").err()).contains("no configuration named");
    }
}
