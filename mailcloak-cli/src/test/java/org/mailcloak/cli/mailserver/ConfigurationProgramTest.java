package org.mailcloak.cli.mailserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationProgramTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void outputShouldBeWholeWhenErrorsAreManyToo() {
        String script = "i=0; while [ $i -lt 20000 ]; do echo error >&2; echo line; i=$((i+1)); done";

        assertThat(ConfigurationProgram.output(List.of("sh", "-c", script), LONG))
                .hasLineCount(20_000);
    }

    @Test
    void lastLineOfTheErrorsShouldBeNamedWhenTheProgramFails() {
        assertThatThrownBy(() ->
                        ConfigurationProgram.output(List.of("sh", "-c", "echo one >&2; echo two >&2; exit 3"), LONG))
                .isInstanceOf(MailServerException.class)
                .hasMessageEndingWith(": two");
    }

    /** As postconf does whose main.cf is a FIFO: silent, or after a beginning. */
    @ParameterizedTest
    @ValueSource(strings = {"exec sleep 30", "echo beginning; exec sleep 30", "exec >&-; exec sleep 30"})
    void programShouldBeGivenUpWhenItDoesNotEnd(String script) {
        assertThatThrownBy(() -> ConfigurationProgram.output(List.of("sh", "-c", script), Duration.ofMillis(300)))
                .isInstanceOf(MailServerException.class)
                .hasMessageContaining("no answer within");
    }

    @Test
    void programShouldBeNamedWhenItIsMissing() {
        assertThatThrownBy(() -> ConfigurationProgram.output(List.of("no-such-program-here"), LONG))
                .isInstanceOf(MailServerException.class)
                .hasMessageStartingWith("no-such-program-here cannot be run");
    }
}
