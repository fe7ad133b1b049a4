package org.mailcloak.cli;

import java.io.Console;
import java.util.Optional;

/** Asks the person at the terminal, without echo. */
interface Prompt {

    /**
     * @param label what is asked for, without a colon
     * @return empty if the person ended the input instead
     */
    Optional<String> secret(String label);

    /** The terminal, if the process has one for both input and output. */
    static Optional<Prompt> ofTerminal() {
        // JDK 22 to 24 have another console by default, which is there even where no terminal is.
        System.setProperty("jdk.console", "java.base");
        return Optional.ofNullable(System.console()).map(Prompt::of);
    }

    private static Prompt of(Console console) {
        return label -> Optional.ofNullable(console.readPassword("%s: ", label)).map(String::new);
    }
}
