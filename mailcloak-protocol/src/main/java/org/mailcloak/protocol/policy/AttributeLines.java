package org.mailcloak.protocol.policy;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

/**
 * Cuts a stream into {@code name=value} lines and the empty lines that end a message. One line at a time is held in
 * one array that is used again and again.
 */
final class AttributeLines {
    enum Event {
        NEED_MORE,
        ATTRIBUTE,
        END
    }

    private static final int INITIAL_BYTES = 256;
    /** An array longer than that is given up at the end of a message, so that idle connections stay small. */
    private static final int KEPT_BYTES = 4096;

    private final int limit;
    private byte[] line = new byte[INITIAL_BYTES];
    private int length;
    private int equalsAt = -1;
    private boolean lineEnded;
    private int messageBytes;
    private @Nullable ProtocolException broken;

    AttributeLines(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + ": expected 1 or more bytes");
        }
        this.limit = limit;
    }

    /** Takes bytes up to the end of a line, or all there are. */
    Event next(ByteBuffer in) throws ProtocolException {
        if (broken != null) {
            throw broken;
        }
        if (lineEnded) {
            length = 0;
            equalsAt = -1;
            lineEnded = false;
        }
        if (takeLine(in)) {
            lineEnded = true;
            return length == 0 ? endMessage() : attribute();
        }
        if (messageBytes == limit) {
            throw fault(Fault.TOO_LONG, "policy message longer than " + limit + " bytes, at the line");
        }
        return Event.NEED_MORE;
    }

    /** Whether a message has begun and not ended. */
    boolean isMidMessage() {
        return messageBytes > 0;
    }

    /** The line's bytes from index 0; after {@link Event#ATTRIBUTE} and until the next call. */
    byte[] bytes() {
        return line;
    }

    /** Index of the first {@code =}, which ends the name. */
    int equalsAt() {
        return equalsAt;
    }

    /** Index after the last byte of the value. */
    int end() {
        return length;
    }

    private boolean takeLine(ByteBuffer in) throws ProtocolException {
        int start = in.position();
        int stop = start + Math.min(in.remaining(), limit - messageBytes);
        int at = start;
        boolean nul = false;
        for (byte b; at < stop && (b = in.get(at)) != '\n'; at++) {
            if (b == '=' && equalsAt < 0) {
                equalsAt = length + at - start;
            }
            nul |= b == 0;
        }
        append(in, at - start);
        if (nul) {
            throw fault(Fault.NUL_BYTE, "policy line with a NUL byte");
        }
        if (at == stop) {
            return false;
        }
        in.get();
        messageBytes++;
        return true;
    }

    private void append(ByteBuffer in, int count) {
        if (line.length < length + count) {
            byte[] longer = new byte[Math.min(limit, Math.max(length + count, 2 * line.length))];
            System.arraycopy(line, 0, longer, 0, length);
            line = longer;
        }
        in.get(line, length, count);
        length += count;
        messageBytes += count;
    }

    private Event attribute() throws ProtocolException {
        if (equalsAt < 0) {
            throw fault(Fault.MISSING_EQUALS, "policy line without =");
        }
        if (equalsAt == 0) {
            throw fault(Fault.MISSING_NAME, "policy line without an attribute name");
        }
        return Event.ATTRIBUTE;
    }

    private Event endMessage() {
        messageBytes = 0;
        if (line.length > KEPT_BYTES) {
            line = new byte[INITIAL_BYTES];
        }
        return Event.END;
    }

    /** Makes the exception that quotes the current line, and which every later call throws again. */
    ProtocolException fault(Fault fault, String what) {
        ProtocolException exception = ProtocolException.of(fault, what, line, 0, length);
        broken = exception;
        return exception;
    }
}
