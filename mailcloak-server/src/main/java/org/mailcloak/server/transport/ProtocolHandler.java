package org.mailcloak.server.transport;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.mailcloak.protocol.ProtocolException;

/** What is said on one connection. Used by the thread of the connection's {@link EventLoop}, which it must not block. */
public interface ProtocolHandler {

    /** Writes what the server says first; nothing by default. */
    default void opened(OutboundBuffer out) {}

    /**
     * Returns how many requests of one connection may wait at once. With 1, the default, the next request is read when the
     * one before is answered, so replies keep the order of the requests. With more, replies come in the order in which their
     * answers are known, and the protocol says which request a reply is for.
     */
    default int mostWaiting() {
        return 1;
    }

    /**
     * Answers the requests that are complete, in order, until all the bytes are taken or a request has to wait.
     *
     * @return the request that waits; the bytes after it are left, and come again as soon as another request may wait. Empty
     *     if all the bytes are taken
     * @throws ProtocolException if the bytes are no request: the connection is closed without a further reply, after
     *     the replies to the requests before it that are known
     */
    Optional<PendingRequest> receive(ByteBuffer in, OutboundBuffer out) throws ProtocolException;

    /** Whether a request has begun and not ended. */
    boolean isMidRequest();

    /**
     * How much memory is taken for a request that has begun and not ended, or that waits, about, in bytes; 0 between two
     * requests.
     */
    int heldBytes();

    /** A request whose answer is not known yet. */
    interface PendingRequest {

        /**
         * Tries again.
         *
         * @return whether it is answered now
         */
        boolean retry(OutboundBuffer out);

        /** Runs the task once, in any thread, when a try may succeed; at once if that is so already. */
        void onProgress(Runnable wake);

        /** When to try again even without progress: nanoseconds of the loop's clock. */
        long dueAt();
    }

    /** Opens a handler for each connection. Safe for use by many threads. */
    interface Factory {
        ProtocolHandler open();
    }
}
