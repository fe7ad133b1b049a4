package org.mailcloak.protocol.netstring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

/**
 * Reads netstrings from one connection. Stricter than some: no leading zeros, no white space, nothing after the comma.
 *
 * <p>At most the limit is buffered, and nothing is allocated for a length before it was held against the limit. For
 * one thread at a time.
 *
 * @since 1.0
 */
public final class NetstringDecoder {
    private static final byte[] NONE = {};

    private enum Part {
        LENGTH,
        PAYLOAD,
        COMMA
    }

    private final int limit;
    private Part part = Part.LENGTH;
    private int digits;
    private int length;
    private byte[] payload = NONE;
    private int filled;
    private @Nullable ProtocolException broken;

    /**
     * Makes a decoder for a new connection.
     *
     * @param limit longest payload in bytes, at least 0
     */
    public NetstringDecoder(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + ": expected 0 or more bytes");
        }
        this.limit = limit;
    }

    /**
     * Takes bytes up to the end of one netstring, or all there are.
     *
     * @param in what the peer sent, ready to be read
     * @return the payload, in an array of its own; null if more bytes are needed
     * @throws ProtocolException if the bytes are no netstring or it is longer than the limit; again for every call
     *     after that
     */
    public byte @Nullable [] decode(ByteBuffer in) throws ProtocolException {
        if (broken != null) {
            throw broken;
        }
        while (in.hasRemaining()) {
            switch (part) {
                case LENGTH -> takeLength(in.get());
                case PAYLOAD -> takePayload(in);
                case COMMA -> {
                    takeComma(in.get());
                    return takeAway();
                }
            }
        }
        return null;
    }

    /** Whether a netstring has begun and not ended: then an end of the stream is a cut. */
    public boolean isMidNetstring() {
        return part != Part.LENGTH || digits > 0;
    }

    /** How many bytes of memory are taken for a netstring that has begun. */
    public int heldBytes() {
        return payload.length;
    }

    private void takeLength(byte b) throws ProtocolException {
        if (b == ':' && digits > 0) {
            begin();
        } else if (b < '0' || b > '9' || (digits > 0 && length == 0)) {
            throw fault(Fault.MALFORMED_LENGTH, "netstring length must be decimal digits and a colon", b);
        } else if (length > (limit - (b - '0')) / 10 || b - '0' > limit) {
            throw fault(Fault.TOO_LONG, "netstring longer than " + limit + " bytes, its length begins", b);
        } else {
            length = length * 10 + (b - '0');
            digits++;
        }
    }

    private void begin() {
        payload = length == 0 ? NONE : new byte[length];
        filled = 0;
        part = length == 0 ? Part.COMMA : Part.PAYLOAD;
    }

    private void takePayload(ByteBuffer in) {
        int count = Math.min(in.remaining(), length - filled);
        in.get(payload, filled, count);
        filled += count;
        if (filled == length) {
            part = Part.COMMA;
        }
    }

    private void takeComma(byte b) throws ProtocolException {
        if (b != ',') {
            throw fault(Fault.MISSING_COMMA, "netstring of " + length + " bytes must end with a comma", b);
        }
    }

    private byte[] takeAway() {
        byte[] complete = payload;
        payload = NONE;
        part = Part.LENGTH;
        digits = 0;
        length = 0;
        return complete;
    }

    private ProtocolException fault(Fault fault, String what, byte culprit) {
        byte[] read =
                (part == Part.LENGTH && digits > 0 ? Integer.toString(length) : "").getBytes(StandardCharsets.US_ASCII);
        byte[] place = Arrays.copyOf(read, read.length + 1);
        place[read.length] = culprit;
        ProtocolException exception = ProtocolException.of(fault, what, place, 0, place.length);
        broken = exception;
        return exception;
    }
}
