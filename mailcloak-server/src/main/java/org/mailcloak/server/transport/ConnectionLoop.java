package org.mailcloak.server.transport;

import java.nio.ByteBuffer;
import org.mailcloak.server.transport.ProtocolHandler.PendingRequest;

/**
 * What a connection needs of the event loop that serves it. For the loop's own thread.
 *
 * @param <C> the connections
 */
interface ConnectionLoop<C> {

    /** Returns an empty buffer to read into; the same one each time. */
    ByteBuffer input();

    /** Returns an empty buffer for replies; the same one each time. */
    OutboundBuffer replies();

    /** Returns nanoseconds of the loop's clock when this round began. */
    long now();

    /** Lets a request wait, and tries it again when it may be answered. */
    void park(C connection, PendingRequest request);

    /** Counts that a connection takes so many bytes of memory more, or less. */
    void burden(C connection, int change);

    /** Closes the connection. */
    void close(C connection);
}
