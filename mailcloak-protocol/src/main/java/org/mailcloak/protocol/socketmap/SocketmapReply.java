package org.mailcloak.protocol.socketmap;

import java.nio.ByteBuffer;
import org.mailcloak.protocol.WireText;
import org.mailcloak.protocol.netstring.Netstring;

/**
 * The answer to one look-up. Immutable and encoded once, so that one object can answer many look-ups.
 *
 * <p>None of them refuses mail for good: to Postfix even {@link Kind#PERM} is a 451.
 *
 * @since 1.0
 */
public final class SocketmapReply {
    /** Longest payload that Postfix takes, in bytes ({@code DICT_SOCKMAP_MAX_REPLY} in dict_sockmap.c). */
    public static final int MAX_PAYLOAD_BYTES = 100_000;

    private static final SocketmapReply NOT_FOUND = new SocketmapReply(Kind.NOTFOUND, "");

    /** The five words that a reply can begin with. */
    public enum Kind {
        /** There is an entry, and this is its value. */
        OK,
        /** There is no such entry. */
        NOTFOUND,
        /** The map cannot be asked now. */
        TEMP,
        /** The map did not answer in time. */
        TIMEOUT,
        /** The map is not set up well. */
        PERM
    }

    private final Kind kind;
    private final String text;
    private final byte[] encoded;

    private SocketmapReply(Kind kind, String text) {
        if (WireText.hasControlCharacter(text)) {
            throw new IllegalArgumentException(kind + " reply: expected text without control characters");
        }
        byte[] payload = WireText.encode(kind.name() + ' ' + text);
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    kind + " reply of " + payload.length + " bytes: expected at most " + MAX_PAYLOAD_BYTES);
        }
        this.kind = kind;
        this.text = text;
        this.encoded = Netstring.encode(payload);
    }

    /**
     * There is an entry.
     *
     * @param data its value. Postfix takes an empty one for an error of configuration, so it cannot be blank
     * @throws IllegalArgumentException if the data is blank, holds a control character or an unpaired surrogate, or is
     *     too long for a payload of {@link #MAX_PAYLOAD_BYTES}
     */
    public static SocketmapReply ok(String data) {
        if (data.isBlank()) {
            throw new IllegalArgumentException("OK reply without data: expected data, or NOTFOUND");
        }
        return new SocketmapReply(Kind.OK, data);
    }

    /** There is no such entry. Always the same object. */
    public static SocketmapReply notFound() {
        return NOT_FOUND;
    }

    /**
     * The map cannot be asked now; Postfix defers.
     *
     * @param reason for Postfix's log; can be empty
     * @throws IllegalArgumentException as for {@link #ok}, but for blank
     */
    public static SocketmapReply temp(String reason) {
        return new SocketmapReply(Kind.TEMP, reason);
    }

    /**
     * The map did not answer in time; Postfix defers.
     *
     * @param reason for Postfix's log; can be empty
     * @throws IllegalArgumentException as for {@link #ok}, but for blank
     */
    public static SocketmapReply timeout(String reason) {
        return new SocketmapReply(Kind.TIMEOUT, reason);
    }

    /**
     * The map is not set up well; Postfix still defers (451 4.3.5).
     *
     * @param reason for Postfix's log; can be empty
     * @throws IllegalArgumentException as for {@link #ok}, but for blank
     */
    public static SocketmapReply perm(String reason) {
        return new SocketmapReply(Kind.PERM, reason);
    }

    /** Which of the five replies it is. */
    public Kind kind() {
        return kind;
    }

    /** The data of {@link Kind#OK}, else the reason; empty for {@link Kind#NOTFOUND}. */
    public String text() {
        return text;
    }

    /** The netstring as it goes over the wire: a new read-only view for each call. */
    public ByteBuffer encoded() {
        return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
    }

    /** Length of the whole netstring, in bytes. */
    public int encodedLength() {
        return encoded.length;
    }

    /**
     * Writes the netstring.
     *
     * @throws java.nio.BufferOverflowException if there are fewer than {@link #encodedLength()} bytes left; then
     *     nothing was written
     */
    public void writeTo(ByteBuffer out) {
        out.put(encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SocketmapReply reply && kind == reply.kind && text.equals(reply.text);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + text.hashCode();
    }

    /** The kind alone: the text holds addresses. */
    @Override
    public String toString() {
        return "SocketmapReply[" + kind + "]";
    }
}
