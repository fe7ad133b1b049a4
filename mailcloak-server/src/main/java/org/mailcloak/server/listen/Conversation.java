package org.mailcloak.server.listen;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.mailcloak.protocol.ProtocolException;

/** What is said on one connection. Used by the thread of the connection's {@link EventLoop}, which it must not block. */
public interface Conversation {

    /**
     * Answers the requests that are complete, in order, until all the bytes are taken or a request has to wait.
     *
     * @return the request that waits; the bytes after it are left, and come again once it is answered. Empty if all the
     *     bytes are taken
     * @throws ProtocolException if the bytes are no request: the connection is closed without a further reply, after
     *     the replies to the requests before it
     */
    Optional<WaitingRequest> receive(ByteBuffer in, Replies out) throws ProtocolException;

    /** Whether a request has begun and not ended. */
    boolean isMidRequest();

    /** How much memory is taken for a request that has begun and not ended, about. */
    int heldBytes();

    /** A request whose answer is not known yet. */
    interface WaitingRequest {

        /**
         * Tries again.
         *
         * @return whether it is answered now
         */
        boolean retry(Replies out);

        /** Runs the task once, in any thread, when a try may succeed; at once if that is so already. */
        void onProgress(Runnable wake);

        /** When to try again even without progress: nanoseconds of the loop's clock. */
        long dueAt();
    }

    /** Opens a conversation for each connection. Safe for use by many threads. */
    interface Factory {
        Conversation open();
    }
}
