package org.mailcloak.server;

import java.util.Map;
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

    /** What a person typed to get here, for the help; a launcher knows it. */
    private static final String PROGRAM_VARIABLE = "MAILCLOAK_PROGRAM";

    private static final String JAR = "java -jar mailcloak-server.jar";

    /** Does what the arguments say. A server that runs never comes back from this: the process ends. @return exit code */
    public static int run(String... args) {
        return commandLine(System.getenv()).execute(args);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        String program = environment.getOrDefault(PROGRAM_VARIABLE, "");
        return new CommandLine(new ServerCommand()).setCommandName(program.isBlank() ? JAR : program);
    }
}
