package org.mailcloak.e2e.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The log that a private Postfix writes itself. Lines arrive some milliseconds after what they tell of. */
public record PostfixLog(Path file) {

    private static final Pattern QUEUED_FROM = Pattern.compile("/qmgr\\[\\d+]: \\w+: from=<(.*)>, size=");

    /** The number of lines so far, to look later at what came after. */
    public int mark() {
        return lines().size();
    }

    public List<String> since(int mark) {
        List<String> lines = lines();
        return lines.subList(mark, lines.size());
    }

    /** Everything that Postfix complained about after the mark; refused mail is no complaint. */
    public List<String> complaintsSince(int mark) {
        return since(mark).stream()
                .filter(line -> line.contains(" warning: ")
                        || line.contains(" error: ")
                        || line.contains(" fatal: ")
                        || line.contains(" panic: "))
                .toList();
    }

    /** The envelope senders of all messages that entered the queue after the mark, as Postfix rewrote them. */
    public List<String> sendersSince(int mark) {
        return since(mark).stream()
                .map(QUEUED_FROM::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    public void await(int mark, Predicate<String> wanted) {
        Awaitility.await("a log line")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> since(mark).stream().anyMatch(wanted));
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
