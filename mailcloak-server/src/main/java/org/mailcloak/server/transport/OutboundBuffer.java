package org.mailcloak.server.transport;

import java.nio.ByteBuffer;

/**
 * The replies that wait to be written: one write for all that a read has brought. Used by one thread. Replies are small
 * (socketmap's limit is 100,000 bytes), and a read brings a few requests, so one buffer serves all connections of a loop.
 */
public final class OutboundBuffer {

    private static final int USUAL_BYTES = 16 * 1024;

    private final ByteBuffer usual = ByteBuffer.allocateDirect(USUAL_BYTES);
    private ByteBuffer bytes = usual;

    /**
     * Room for one reply, which is put at the buffer's position.
     *
     * @param size of the reply in bytes
     */
    public ByteBuffer room(int size) {
        if (bytes.remaining() < size) {
            bytes = ByteBuffer.allocate(Math.max(bytes.capacity() * 2, bytes.position() + size))
                    .put(bytes.flip());
        }
        return bytes;
    }

    boolean isEmpty() {
        return bytes.position() == 0;
    }

    /** What waits, ready to be read; valid until {@link #clear}. */
    public ByteBuffer waiting() {
        return bytes.flip();
    }

    void clear() {
        bytes = usual.clear();
    }
}
