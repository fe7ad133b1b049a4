package org.mailcloak.protocol.tcptable;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

/** Cuts a stream into lines that end with LF. For one thread at a time. */
final class TcpTableLines {

    private static final byte[] NONE = {};

    private final int limit;
    private final String what;
    /** The line that has begun; given up at its end. */
    private byte[] held = NONE;

    private int length;

    /**
     * @param limit longest line in bytes, its LF included
     * @param what a line is, for messages
     */
    TcpTableLines(int limit, String what) {
        this.limit = limit;
        this.what = what;
    }

    /** The next line without its LF, or null if more bytes are needed; then {@code in} has none left. */
    byte @Nullable [] next(ByteBuffer in) throws ProtocolException {
        int start = in.position();
        int stop = start + Math.min(in.remaining(), limit - 1 - length);
        int at = start;
        for (byte octet; at < stop && (octet = in.get(at)) != '\n'; at++) {
            if (octet == 0) {
                keep(in, at - start);
                throw ProtocolException.of(Fault.NUL_BYTE, what + " with a NUL byte", held, 0, length);
            }
        }
        keep(in, at - start);
        if (!in.hasRemaining()) {
            return null;
        }
        if (in.get() != '\n') {
            throw ProtocolException.of(Fault.TOO_LONG, what + " of more than " + limit + " bytes", held, 0, length);
        }
        byte[] line = held.length == length ? held : Arrays.copyOf(held, length);
        held = NONE;
        length = 0;
        return line;
    }

    private void keep(ByteBuffer in, int count) {
        if (held.length < length + count) {
            boolean whole = length == 0;
            held = Arrays.copyOf(held, whole ? count : Math.min(limit, Math.max(length + count, length * 2)));
        }
        in.get(held, length, count);
        length += count;
    }

    boolean isMidLine() {
        return length > 0;
    }

    /** How many bytes of memory are taken for a line that has begun. */
    int heldBytes() {
        return held.length;
    }
}
