package org.mailcloak.e2e.env;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The administration command, each call a process of its own. */
public record CtlRunner(Sandbox sandbox, Path database) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Runs a command that has to succeed. */
    public void run(String... arguments) {
        runWithInput("", arguments);
    }

    /** Runs a command that reads a password from its standard input and has to succeed. */
    public void runWithInput(String standardInput, String... arguments) {
        Command.Outcome outcome = outcome(standardInput, arguments);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException("mailcloakctl " + List.of(arguments) + " ended with " + outcome);
        }
    }

    public Command.Outcome outcome(String standardInput, String... arguments) {
        List<String> line = new ArrayList<>();
        // Short-lived: the second compiler would only keep the processors busy.
        line.addAll(List.of(
                Checkout.java(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Checkout.ctl().toString()));
        line.addAll(List.of("--db", database.toString()));
        line.addAll(List.of(arguments));
        return sandbox.command(LIMIT).run(standardInput, line);
    }
}
