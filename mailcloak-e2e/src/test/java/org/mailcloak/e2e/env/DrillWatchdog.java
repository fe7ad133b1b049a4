package org.mailcloak.e2e.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A shell that ends what runs in a sandbox when the JVM disappears without its shutdown hooks, as after SIGKILL. It waits
 * for the end of its standard input, which the kernel closes with the JVM, and knows the processes by their pid files.
 */
final class DrillWatchdog {

    /** Ctrl-C in a terminal reaches the shell too; its turn comes only after the JVM's. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat >/dev/null
            for file in spool/pid/master.pid dovecot/run/master.pid server.pid keycloak.pid slapd/slapd.pid prometheus.pid; do
                read -r pid <"$0/$file" && kill -TERM "$pid"
            done
            """;

    private final Process shell;

    private DrillWatchdog(Process shell) {
        this.shell = shell;
    }

    static DrillWatchdog over(Path sandbox) {
        try {
            return new DrillWatchdog(new ProcessBuilder("sh", "-c", SCRIPT, sandbox.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For when everything was stopped in an orderly way. */
    void dismiss() {
        Processes.killTree(shell.toHandle());
    }
}
