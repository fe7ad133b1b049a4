package org.mailcloak.polling;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The result of one poll.
 *
 * @param pause how long to wait before the next
 * @param state the present state, for the log, which reports it if it is another one than before: one line, no secrets;
 *     empty if there is nothing to report
 */
public record PollResult(Duration pause, String state) {

    public PollResult {
        requireNonNull(pause, "pause");
        requireNonNull(state, "state");
    }
}
