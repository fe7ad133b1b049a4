package org.mailcloak.server;

import picocli.CommandLine;

/** Entry of the server jar. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        int exitCode = new CommandLine(new ServerCommand()).execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
