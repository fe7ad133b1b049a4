package org.mailcloak.server;

import org.mailcloak.server.logging.Logging;
import picocli.CommandLine;

/** Entry of the server jar. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        int exitCode = new CommandLine(new ServerCommand()).execute(args);
        Logging.close();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
