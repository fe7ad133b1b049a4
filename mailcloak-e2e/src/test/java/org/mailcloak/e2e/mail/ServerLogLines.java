package org.mailcloak.e2e.mail;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Lines that Mailcloak writes when something has happened. */
public final class ServerLogLines {

    private ServerLogLines() {}

    /** Waits until so many lines hold the text. */
    public static void await(SampleMailSystem system, String text, long count) {
        Awaitility.await(count + " lines with: " + text)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> count(system, text) >= count);
    }

    public static long count(SampleMailSystem system, String text) {
        return system.serverLog().lines().filter(line -> line.contains(text)).count();
    }
}
