package org.mailcloak.protocol.tcptable;

import java.nio.ByteBuffer;
import org.mailcloak.protocol.WireText;

/**
 * The answer to one look-up. Immutable and encoded once. There is no permanent error: to Postfix {@link Kind#ERROR} is a
 * temporary one.
 *
 * @since 1.0
 */
public final class TcpTableReply {

    /** Longest reply that Postfix takes, in bytes, its LF included ({@code DICT_TCP_MAXLEN} in dict_tcp.c). */
    public static final int MAX_REPLY_BYTES = 4096;

    /** The three replies; Postfix looks at the first digit of their codes. */
    public enum Kind {
        /** There is an entry, and this is its value. */
        FOUND(200),
        /** There is no such entry. */
        NOT_FOUND(500),
        /** The table cannot be asked now. Postfix closes the connection and defers. */
        ERROR(400);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private static final TcpTableReply NOT_FOUND = new TcpTableReply(Kind.NOT_FOUND, "Not found");

    private final Kind kind;
    private final String text;
    private final byte[] encoded;

    private TcpTableReply(Kind kind, String text) {
        if (WireText.hasControlCharacter(text)) {
            throw new IllegalArgumentException(kind + " reply: expected text without control characters");
        }
        this.kind = kind;
        this.text = text;
        this.encoded = Hex.ascii(kind.code + " " + Hex.quote(text) + "\n");
        if (encoded.length > MAX_REPLY_BYTES) {
            throw new IllegalArgumentException(
                    kind + " reply of " + encoded.length + " bytes: expected at most " + MAX_REPLY_BYTES);
        }
    }

    /** Whether a value is short enough for a reply, encoded as it goes over the wire. */
    public static boolean fits(String value) {
        return WireText.isText(value) && "200 \n".length() + Hex.quote(value).length() <= MAX_REPLY_BYTES;
    }

    /**
     * There is an entry.
     *
     * @param value Postfix takes an empty one for an error of configuration, so it cannot be blank
     * @throws IllegalArgumentException if the value is blank, holds a control character or an unpaired surrogate, or does
     *     not {@linkplain #fits fit}
     */
    public static TcpTableReply found(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("FOUND reply without a value: expected one, or NOT_FOUND");
        }
        return new TcpTableReply(Kind.FOUND, value);
    }

    /** There is no such entry. Always the same object. */
    public static TcpTableReply notFound() {
        return NOT_FOUND;
    }

    /**
     * The table cannot be asked now; Postfix defers.
     *
     * @param reason for Postfix's log; can be empty
     * @throws IllegalArgumentException as for {@link #found}, but for blank
     */
    public static TcpTableReply error(String reason) {
        return new TcpTableReply(Kind.ERROR, reason);
    }

    /** Which of the three replies it is. */
    public Kind kind() {
        return kind;
    }

    /** The value of {@link Kind#FOUND}, else the reason. */
    public String text() {
        return text;
    }

    /** The line as it goes over the wire: a new read-only view for each call. */
    public ByteBuffer encoded() {
        return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
    }

    /** Length of the whole line, in bytes. */
    public int encodedLength() {
        return encoded.length;
    }

    /**
     * Writes the line.
     *
     * @throws java.nio.BufferOverflowException if there are fewer than {@link #encodedLength()} bytes left; then
     *     nothing was written
     */
    public void writeTo(ByteBuffer out) {
        out.put(encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TcpTableReply reply && kind == reply.kind && text.equals(reply.text);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + text.hashCode();
    }

    /** The kind alone: the text holds addresses. */
    @Override
    public String toString() {
        return "TcpTableReply[" + kind + "]";
    }
}
