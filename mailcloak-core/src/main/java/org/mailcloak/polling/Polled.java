package org.mailcloak.polling;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one poll came to.
 *
 * @param pause how long to wait before the next
 * @param state how things stand now, for the log, which tells it if it is another one than before: one line, no secrets;
 *     empty for nothing to tell
 */
public record Polled(Duration pause, String state) {

    public Polled {
        requireNonNull(pause, "pause");
        requireNonNull(state, "state");
    }
}
