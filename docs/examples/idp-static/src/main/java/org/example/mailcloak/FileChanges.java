package org.example.mailcloak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.polling.PollResult;
import org.mailcloak.polling.Poller;

/** Looks at the file once a second, so that a change takes effect before cached answers are too old. */
final class FileChanges implements ChangeFeed, AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Path file;
    private final Poller poller = new Poller("static-changes", PAUSE);
    private String known = "";

    FileChanges(Path file) {
        this.file = file;
    }

    @Override
    public void subscribe(ChangeListener listener) {
        known = stamp();
        poller.start(() -> poll(listener));
    }

    /** Which lines changed is not known, so everything may have. */
    private PollResult poll(ChangeListener listener) {
        String now = stamp();
        if (!now.equals(known)) {
            known = now;
            listener.everythingMayHaveChanged();
        }
        return new PollResult(PAUSE, "");
    }

    private String stamp() {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException failure) {
            return "cannot be read";
        }
    }

    @Override
    public void close() {
        poller.close();
    }
}
