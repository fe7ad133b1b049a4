package org.mailcloak.cli.logs;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a log, each of a length that the memory has room for. For one thread. */
final class LogLines {

    /** In characters. A decision with the longest addresses that Postfix takes, in JSON in the journal's JSON, is shorter. */
    private static final int LONGEST = 256 * 1024;

    private final BufferedReader log;
    private final StringBuilder line = new StringBuilder();

    LogLines(BufferedReader log) {
        this.log = log;
    }

    /** The next line; what is behind {@link #LONGEST} characters of one is left out. Null at the end. */
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        int next = log.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.length() < LONGEST) {
                line.append((char) next);
            }
            next = log.read();
        }
        return line.toString();
    }
}
