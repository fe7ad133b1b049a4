package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes from a JVM of its own, with the driver only, as any other program would. */
final class OtherProcess {

    private OtherProcess() {}

    /** Runs the statements in order and returns when the process has ended well. */
    static void execute(Path file, String... statements) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                file.toString()));
        command.addAll(List.of(statements));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The other process failed: " + output);
        }
    }

    public static void main(String[] arguments) throws SQLException {
        String[] statements = new String[arguments.length - 1];
        System.arraycopy(arguments, 1, statements, 0, statements.length);
        SqliteFiles.execute(Path.of(arguments[0]), statements);
    }
}
