package org.mailcloak.server;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Prints lines to a standard stream whose reader may hang: a service neither starts late for it nor fails to end. */
final class PatientPrint {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private PatientPrint() {}

    /**
     * Prints the lines, and waits at most 5 s for the reader.
     *
     * @return whether they are printed; the rest follows if the reader goes on before the process ends
     */
    static boolean lines(PrintWriter out, List<String> lines) {
        Thread printer = new Thread(
                () -> {
                    lines.forEach(out::println);
                    out.flush();
                },
                "print");
        printer.setDaemon(true);
        printer.start();
        try {
            printer.join(PATIENCE.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return !printer.isAlive();
    }
}
