package org.mailcloak.protocol.tcptable;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

/** Cuts a stream into lines that end with LF. For one thread at a time. */
final class Lines {

    private static final int FIRST_BYTES = 128;

    private final int limit;
    private final String what;
    private byte[] held = new byte[0];
    private int length;

    /**
     * @param limit longest line in bytes, its LF included
     * @param what a line is, for messages
     */
    Lines(int limit, String what) {
        this.limit = limit;
        this.what = what;
    }

    /** The next line without its LF, or null if more bytes are needed; then {@code in} has none left. */
    byte @Nullable [] next(ByteBuffer in) throws ProtocolException {
        while (in.hasRemaining()) {
            byte octet = in.get();
            if (octet == 0) {
                throw ProtocolException.of(Fault.NUL_BYTE, what + " with a NUL byte", held, 0, length);
            }
            if (octet == '\n') {
                byte[] line = Arrays.copyOf(held, length);
                length = 0;
                return line;
            }
            if (length == limit - 1) {
                throw ProtocolException.of(Fault.TOO_LONG, what + " of more than " + limit + " bytes", held, 0, length);
            }
            keep(octet);
        }
        return null;
    }

    private void keep(byte octet) {
        if (length == held.length) {
            held = Arrays.copyOf(held, Math.min(limit, Math.max(FIRST_BYTES, length * 2)));
        }
        held[length++] = octet;
    }

    boolean isMidLine() {
        return length > 0;
    }

    int heldBytes() {
        return isMidLine() ? held.length : 0;
    }
}
