package org.mailcloak.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Postfix's {@code queue_directory}: the root of its chrooted processes, and where relative paths begin. */
final class QueueDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDirectory.class);

    /** Postfix's own default. */
    private static final Path USUAL = Path.of("/var/spool/postfix");

    private static final int PATIENCE_SECONDS = 10;

    /** PATH_MAX of Linux, in bytes. */
    private static final int LONGEST_PATH = 4_096;

    private QueueDirectory() {}

    /** As postconf prints it; Postfix's default on a machine without Postfix, or where postconf fails. */
    static Path ofThisMachine() {
        try {
            Process postconf = new ProcessBuilder("postconf", "-h", "queue_directory")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!postconf.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                postconf.destroyForcibly();
                return USUAL;
            }
            // Read only now: what a pipe has no room for is no path, and the end of one that hangs never comes.
            String told =
                    new String(postconf.getInputStream().readNBytes(LONGEST_PATH), StandardCharsets.UTF_8).strip();
            if (postconf.exitValue() == 0 && told.startsWith("/")) {
                return Path.of(told);
            }
        } catch (IOException | InvalidPathException none) {
            LOG.debug("postconf does not tell the queue directory", none);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return USUAL;
    }
}
