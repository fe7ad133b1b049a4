package org.mailcloak.server.transport;

import java.time.Duration;
import java.util.Optional;

/** What a connection does, and since when. Used by one thread; times are nanoseconds of the loop's clock. */
final class ConnectionState {

    private enum Doing {
        WAITING_FOR_REQUEST,
        WAITING_FOR_REST,
        WORKING,
        WRITING
    }

    private Doing doing = Doing.WAITING_FOR_REQUEST;
    private long since;
    private boolean stillTheSameRequest;

    ConnectionState(long now) {
        this.since = now;
    }

    /**
     * The connection is about to read.
     *
     * @param midRequest whether a part of a request is there. Its deadline runs from its first byte: further parts do
     *     not extend it
     */
    void waiting(boolean midRequest, long now) {
        if (!midRequest || !stillTheSameRequest) {
            since = now;
        }
        doing = midRequest ? Doing.WAITING_FOR_REST : Doing.WAITING_FOR_REQUEST;
    }

    /** Bytes have come. */
    void working() {
        stillTheSameRequest = doing == Doing.WAITING_FOR_REST;
        doing = Doing.WORKING;
    }

    /** A reply is written, so what follows is another request. */
    void writing(long now) {
        stillTheSameRequest = false;
        doing = Doing.WRITING;
        since = now;
    }

    /** Whether it waits for the peer's request, so that nothing is owed to the peer. */
    boolean isWaiting() {
        return doing == Doing.WAITING_FOR_REQUEST || doing == Doing.WAITING_FOR_REST;
    }

    /** Why the connection is to be closed; empty if it is not over its deadline. */
    Optional<String> overdue(Limits limits, long now) {
        return switch (doing) {
            case WAITING_FOR_REQUEST -> over(limits.idle(), now, "it was idle for ");
            case WAITING_FOR_REST -> over(limits.halfSent(), now, "its request was not complete after ");
            case WRITING -> over(limits.halfSent(), now, "it did not take its reply within ");
            case WORKING -> Optional.empty();
        };
    }

    private Optional<String> over(Duration limit, long now, String what) {
        return now - since < limit.toNanos() ? Optional.empty() : Optional.of(what + limit.toSeconds() + " s");
    }
}
