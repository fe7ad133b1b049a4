package org.mailcloak.cli;

import java.io.Console;
import java.util.Optional;

/** Asks the person at the terminal. */
interface Prompt {

    /**
     * Asks without echo.
     *
     * @param label what is asked for, without a colon
     * @return empty if the person ended the input instead
     */
    Optional<String> secret(String label);

    /** The same with echo. */
    default Optional<String> answer(String label) {
        return secret(label);
    }

    /** The terminal, if the process has one for both input and output. */
    static Optional<Prompt> ofTerminal() {
        // JDK 22 to 24 have another console by default, which is there even where no terminal is.
        System.setProperty("jdk.console", "java.base");
        return Optional.ofNullable(System.console()).map(Prompt::of);
    }

    private static Prompt of(Console console) {
        return new Prompt() {
            @Override
            public Optional<String> secret(String label) {
                return Optional.ofNullable(console.readPassword("%s: ", label)).map(String::new);
            }

            @Override
            public Optional<String> answer(String label) {
                return Optional.ofNullable(console.readLine("%s: ", label));
            }
        };
    }
}
