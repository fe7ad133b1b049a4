package org.mailcloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {

    private Ctl ctl;

    @BeforeEach
    void makeDatabase(@TempDir Path folder) {
        ctl = Ctl.withDatabase(folder);
    }

    /** The class path of this very test, in a Java of its own. */
    private Ctl.Outcome run(String... args) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the manifest of the bundled jar says; a newer Java warns otherwise.
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.mailcloak.cli.Mailcloakctl",
                "--db",
                ctl.database().toString()));
        line.addAll(List.of(args));
        Path err = ctl.database().resolveSibling("stderr");
        Process process = new ProcessBuilder(line).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ctl.Outcome(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void processShouldEndWithZeroWhenDone() throws IOException, InterruptedException {
        ctl.run("domains", "add", "d1.test");

        assertThat(run("domains", "list")).isEqualTo(new Ctl.Outcome(0, "d1.test\tenabled\n", ""));
    }

    @Test
    void processShouldEndWithOneWhenRefused() throws IOException, InterruptedException {
        assertThat(run("domains", "del", "d9.test"))
                .isEqualTo(new Ctl.Outcome(1, "", "mailcloakctl: Domain d9.test does not exist\n"));
    }

    @Test
    void processShouldEndWithTwoAndNotWaitWhenThereIsNoTerminalToAskAt() throws IOException, InterruptedException {
        Ctl.Outcome outcome = run("apps", "add", "printer");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("mailcloakctl: no password given and no terminal to ask at");
    }
}
