package org.mailcloak.server.listen;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The replies that wait to be written: one write for all that a read has brought. Used by one thread. Replies are small
 * (socketmap's limit is 100,000 bytes), and a read brings a few requests, so this stays small too.
 */
public final class Replies {

    private byte[] bytes = new byte[512];
    private int length;

    public void add(byte[] reply) {
        reserve(reply.length);
        System.arraycopy(reply, 0, bytes, length, reply.length);
        length += reply.length;
    }

    /** Takes what is left in the buffer. */
    public void add(ByteBuffer reply) {
        int size = reply.remaining();
        reserve(size);
        reply.get(bytes, length, size);
        length += size;
    }

    private void reserve(int size) {
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + size));
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** What waits, as a view; valid until the next call. */
    ByteBuffer take() {
        ByteBuffer view = ByteBuffer.wrap(bytes, 0, length);
        length = 0;
        return view;
    }
}
