package org.mailcloak.http;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import java.time.Duration;

/**
 * How a call ended: with a value, with a status that is no success, or without an answer that can be used.
 *
 * @param <T> what a good answer was read as
 */
public sealed interface HttpOutcome<T> {

    /** From the start of the call to its end, the wait for a connection included. */
    Duration latency();

    /** A status from 200 to 299, and a body of the expected shape. */
    record Ok<T>(T value, Duration latency) implements HttpOutcome<T> {
        public Ok {
            requireNonNull(value, "value");
            requireNonNull(latency, "latency");
        }
    }

    /**
     * Any other status; redirects are not followed.
     *
     * @param status from 100 to 599
     * @param body what the server said about it: empty unless the answer held a JSON object. It comes from outside and
     *     may hold anything: it is not for the log as it is
     * @param reason one line for the log: the request's place and the status; no secrets, no query, no body
     */
    record Refused<T>(int status, JsonObject body, String reason, Duration latency) implements HttpOutcome<T> {
        public Refused {
            requireNonNull(body, "body");
            requireNonNull(latency, "latency");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * No answer, or none that can be used.
     *
     * @param reason one line for the log: the request's place and what happened; no secrets, no query, no body
     */
    record Failed<T>(Failure failure, String reason, Duration latency) implements HttpOutcome<T> {
        public Failed {
            requireNonNull(failure, "failure");
            requireNonNull(latency, "latency");
            requireNonNull(reason, "reason");
        }
    }
}
