package org.mailcloak.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whose password, and where a new one comes from: at most one of the three; without any, from a prompt. */
final class PasswordOptions {

    @Parameters(index = "0", paramLabel = "LOGIN", description = "The login name.")
    private String login = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PASSWORD",
            description = "The password. Every user of this machine can see it in the list of processes: better leave"
                    + " it out and type it when asked.")
    private @Nullable String argument;

    @Option(names = "--password-stdin", description = "Read the password from the first line of standard input.")
    private boolean fromStdin;

    @Option(names = "--generate", description = "Make a strong random password and print it, this one time.")
    private boolean generate;

    String login() {
        return login;
    }

    @Nullable
    String argument() {
        return argument;
    }

    boolean fromStdin() {
        return fromStdin;
    }

    boolean generate() {
        return generate;
    }

    int given() {
        return (argument != null ? 1 : 0) + (fromStdin ? 1 : 0) + (generate ? 1 : 0);
    }
}
