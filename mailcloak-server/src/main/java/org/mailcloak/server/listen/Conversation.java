package org.mailcloak.server.listen;

import java.nio.ByteBuffer;
import org.mailcloak.protocol.ProtocolException;

/** What is said on one connection. Used by one thread. */
public interface Conversation {

    /**
     * Takes all the bytes and answers every request that is complete, in order.
     *
     * @throws ProtocolException if the bytes are no request: the connection is closed without a further reply, after
     *     the replies to the requests before it
     */
    void receive(ByteBuffer in, Replies out) throws ProtocolException;

    /** Whether a request has begun and not ended. */
    boolean isMidRequest();

    /** Opens a conversation for each connection. */
    interface Factory {
        Conversation open();
    }
}
