package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.store.sqlite.PasswordHash;
import org.mailcloak.store.sqlite.SqliteMailStore;

class PasswordsTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
    }

    private boolean verifies(String password) {
        try (SqliteMailStore store = ctl.open()) {
            return store.appSecretHash("app")
                    .filter(hash -> PasswordHash.verify(hash, password))
                    .isPresent();
        }
    }

    @Test
    void argumentShouldBeTakenWithAWarning() {
        Ctl.Outcome outcome = ctl.run("apps", "add", "app", "secret");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.complaints())
                .isEqualTo(
                        "mailcloakctl: warning: a password given as an argument is visible in the list of processes\n");
        assertThat(verifies("secret")).isTrue();
    }

    @Test
    void promptShouldAskTwice() {
        Ctl.Outcome outcome = ctl.typing("secret", "secret").run("apps", "add", "app");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.complaints()).isEmpty();
        assertThat(verifies("secret")).isTrue();
    }

    @Test
    void promptShouldRefuseWhenTheAnswersDiffer() {
        Ctl.Outcome outcome = ctl.typing("secret", "sceret").run("apps", "add", "app");

        assertThat(outcome)
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: the two passwords differ; nothing was changed\n"));
        assertThat(ctl.run("apps", "list").out()).isEmpty();
    }

    @Test
    void promptShouldRefuseWhenTheInputEnds() {
        assertThat(ctl.typing("secret").run("apps", "add", "app").exitCode()).isEqualTo(1);
    }

    @Test
    void noPasswordShouldBeMisuseWhenThereIsNoTerminal() {
        Ctl.Outcome outcome = ctl.run("apps", "add", "app");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--password-stdin", "--generate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\n", "secret\r\n", "secret", "secret\nmore\n"})
    void standardInputShouldGiveItsFirstLine(String input) {
        ctl.input(input).run("apps", "add", "app", "--password-stdin");

        assertThat(verifies("secret")).isTrue();
    }

    @Test
    void standardInputShouldKeepEveryCharacter() {
        ctl.input("  pa\u00df w\u00f6rd \n").run("apps", "add", "app", "--password-stdin");

        assertThat(verifies("  pa\u00df w\u00f6rd ")).isTrue();
    }

    @Test
    void standardInputShouldBeRefusedWhenItIsNotUtf8() {
        Ctl.Outcome outcome =
                ctl.input(new byte[] {'p', (byte) 0xff, '\n'}).run("apps", "add", "app", "--password-stdin");

        assertThat(outcome)
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: the password on standard input is not UTF-8\n"));
    }

    @Test
    void standardInputShouldBeRefusedWhenTheLineIsTooLong() {
        assertThat(ctl.input("x".repeat(1025)).run("apps", "add", "app", "--password-stdin"))
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: the password is longer than 1024 bytes\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void standardInputShouldBeRefusedWhenItIsEmpty(String input) {
        assertThat(ctl.input(input).run("apps", "add", "app", "--password-stdin"))
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: the password is empty\n"));
    }

    @Test
    void argumentShouldBeRefusedWhenItIsEmpty() {
        Ctl.Outcome outcome = ctl.run("apps", "add", "app", "");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).endsWith("mailcloakctl: the password is empty\n");
    }

    @Test
    void generateShouldPrintThePasswordAlone() {
        Ctl.Outcome outcome = ctl.run("apps", "add", "app", "--generate");

        assertThat(outcome.out()).matches("[A-Za-z2-9]{24}\n");
        assertThat(verifies(outcome.out().strip())).isTrue();
    }

    @Test
    void generateShouldMakeAnotherPasswordEachTime() {
        String first = ctl.run("apps", "add", "app", "--generate").out();

        assertThat(ctl.run("apps", "add", "app", "--generate").out()).isNotEqualTo(first);
    }

    @Test
    void twoSourcesShouldBeMisuse() {
        assertThat(ctl.run("apps", "add", "app", "secret", "--generate").exitCode())
                .isEqualTo(2);
    }
}
