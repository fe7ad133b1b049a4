package org.mailcloak.server.listen;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/** What a connection does, and since when. Written by the connection's thread, read by those that enforce and stop. */
final class Activity {

    private enum Doing {
        WAITING_FOR_REQUEST,
        WAITING_FOR_REST,
        WORKING,
        WRITING
    }

    private final Ticker ticker;
    private Doing doing = Doing.WAITING_FOR_REQUEST;
    private long since;
    private boolean stillTheSameRequest;
    private boolean stopping;
    private Optional<String> closedBecause = Optional.empty();

    Activity(Ticker ticker) {
        this.ticker = ticker;
        this.since = ticker.read();
    }

    /**
     * The connection is about to read.
     *
     * @param midRequest whether a part of a request is there. Its deadline runs from its first byte: further parts do
     *     not extend it
     * @return false if the connection shall end instead
     */
    synchronized boolean waiting(boolean midRequest) {
        if (!midRequest || !stillTheSameRequest) {
            since = ticker.read();
        }
        doing = midRequest ? Doing.WAITING_FOR_REST : Doing.WAITING_FOR_REQUEST;
        return !stopping;
    }

    /** Bytes have come. */
    synchronized void working() {
        stillTheSameRequest = doing == Doing.WAITING_FOR_REST;
        doing = Doing.WORKING;
    }

    /** A reply is ready, so whatever follows is another request. */
    synchronized void writing() {
        stillTheSameRequest = false;
        doing = Doing.WRITING;
        since = ticker.read();
    }

    /** @return whether the connection waits for the peer's request and can be closed at once */
    synchronized boolean stop() {
        stopping = true;
        return doing == Doing.WAITING_FOR_REQUEST || doing == Doing.WAITING_FOR_REST;
    }

    /** @return whether the connection is over its deadline and shall be closed */
    synchronized boolean isOverdue(Limits limits, long now) {
        return switch (doing) {
            case WAITING_FOR_REQUEST -> isOver(limits.idle(), now, "it was idle for ");
            case WAITING_FOR_REST -> isOver(limits.halfSent(), now, "its request was not complete after ");
            case WRITING -> isOver(limits.halfSent(), now, "it did not take its reply within ");
            case WORKING -> false;
        };
    }

    private boolean isOver(Duration limit, long now, String what) {
        if (now - since < limit.toNanos()) {
            return false;
        }
        closedBecause = Optional.of(what + limit.toSeconds() + " s");
        return true;
    }

    /** Why a deadline closed the connection; empty if none did. */
    synchronized Optional<String> closedBecause() {
        return closedBecause;
    }
}
