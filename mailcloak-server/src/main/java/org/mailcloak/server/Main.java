package org.mailcloak.server;

import org.mailcloak.server.logging.Logging;
import picocli.CommandLine;

/** Entry of the server jar. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        int exitCode = run(args);
        Logging.close();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Does what the arguments say. A server that runs never comes back from this: the process ends. @return exit code */
    public static int run(String... args) {
        return new CommandLine(new ServerCommand()).execute(args);
    }
}
