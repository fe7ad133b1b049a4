package org.mailcloak.protocol.policy;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

/**
 * Cuts a stream into {@code name=value} lines and the empty lines that end a message. A line that is whole in an
 * array-backed buffer is read where it is; others are put together in one array that lives as long as the message.
 */
final class AttributeLines {
    enum Event {
        NEED_MORE,
        ATTRIBUTE,
        END
    }

    private static final int INITIAL_BYTES = 256;
    private static final byte[] NONE = {};

    private static final int ABSENT = -1;

    private final int limit;
    /** The part of the current line that came with earlier buffers; given up at the end of a message. */
    private byte[] held = NONE;

    private int heldLength;
    private byte[] bytes = held;
    private int begin;
    private int end;
    private int equalsAt = ABSENT;
    private boolean lineEnded;
    /** All bytes of the current line, or-ed: negative if one is not ASCII. */
    private int anyByte;

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
            heldLength = 0;
            equalsAt = ABSENT;
            anyByte = 0;
            lineEnded = false;
        }
        boolean inPlace = heldLength == 0 && in.hasArray();
        boolean whole = inPlace ? takeInPlace(in) : takeByCopy(in);
        return whole ? endLine() : needMore();
    }

    /** Whether a message has begun and not ended. */
    boolean isMidMessage() {
        return messageBytes > 0;
    }

    /** How many bytes of memory are taken for a line that has begun. */
    int heldBytes() {
        return held.length;
    }

    /** Whether all bytes of the line are ASCII; after {@link Event#ATTRIBUTE} and until the next call. */
    boolean isAscii() {
        return anyByte >= 0;
    }

    /** Holds the line; after {@link Event#ATTRIBUTE} and until the next call. */
    byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte of the name. */
    int begin() {
        return begin;
    }

    /** Index of the first {@code =}, which ends the name. */
    int equalsAt() {
        return equalsAt;
    }

    /** Index after the last byte of the value. */
    int end() {
        return end;
    }

    private boolean takeInPlace(ByteBuffer in) throws ProtocolException {
        byte[] array = in.array();
        int start = in.arrayOffset() + in.position();
        int stop = start + Math.min(in.remaining(), limit - messageBytes);
        int at = endOfLine(array, start, stop);
        if (at < 0) {
            return takeByCopy(in);
        }
        bytes = array;
        begin = start;
        end = at;
        messageBytes += at - start;
        in.position(in.position() + at - start + 1);
        return true;
    }

    /**
     * Finds where the line ends, its first {@code =} and whether it is ASCII; nothing of that if it does not end before
     * {@code stop} or has a NUL byte. A method of its own, as the others of a line, so that each is small enough to be
     * inlined where the launcher bounds that.
     */
    private int endOfLine(byte[] array, int start, int stop) {
        int at = start;
        int equals = ABSENT;
        boolean nul = false;
        int any = 0;
        for (byte b; at < stop && (b = array[at]) != '\n'; at++) {
            if (b == '=' && equals < 0) {
                equals = at;
            }
            nul |= b == 0;
            any |= b;
        }
        if (nul || at == stop) {
            return ABSENT;
        }
        equalsAt = equals;
        anyByte = any;
        return at;
    }

    private boolean takeByCopy(ByteBuffer in) throws ProtocolException {
        int start = in.position();
        int stop = start + Math.min(in.remaining(), limit - messageBytes);
        int at = start;
        boolean nul = false;
        for (byte b; at < stop && (b = in.get(at)) != '\n'; at++) {
            if (b == '=' && equalsAt < 0) {
                equalsAt = heldLength + at - start;
            }
            nul |= b == 0;
            anyByte |= b;
        }
        hold(in, at - start);
        if (nul) {
            throw fault(Fault.NUL_BYTE, "policy line with a NUL byte");
        }
        if (at == stop) {
            return false;
        }
        in.get();
        return true;
    }

    private void hold(ByteBuffer in, int count) {
        if (held.length < heldLength + count) {
            byte[] longer =
                    new byte[Math.min(limit, Math.max(INITIAL_BYTES, Math.max(heldLength + count, 2 * held.length)))];
            System.arraycopy(held, 0, longer, 0, heldLength);
            held = longer;
        }
        in.get(held, heldLength, count);
        heldLength += count;
        messageBytes += count;
        bytes = held;
        begin = 0;
        end = heldLength;
    }

    private Event endLine() throws ProtocolException {
        lineEnded = true;
        messageBytes++;
        return begin == end ? endMessage() : attribute();
    }

    private Event needMore() throws ProtocolException {
        if (messageBytes == limit) {
            throw fault(Fault.TOO_LONG, "policy message longer than " + limit + " bytes, at the line");
        }
        return Event.NEED_MORE;
    }

    private Event attribute() throws ProtocolException {
        if (equalsAt < 0) {
            throw fault(Fault.MISSING_EQUALS, "policy line without =");
        }
        if (equalsAt == begin) {
            throw fault(Fault.MISSING_NAME, "policy line without an attribute name");
        }
        return Event.ATTRIBUTE;
    }

    private Event endMessage() {
        messageBytes = 0;
        held = NONE;
        bytes = NONE;
        begin = 0;
        end = 0;
        return Event.END;
    }

    /** Makes the exception that quotes the current line, and which every later call throws again. */
    ProtocolException fault(Fault fault, String what) {
        ProtocolException exception = ProtocolException.of(fault, what, bytes, begin, end);
        broken = exception;
        return exception;
    }
}
