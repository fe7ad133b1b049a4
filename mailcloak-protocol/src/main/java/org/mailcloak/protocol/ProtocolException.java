package org.mailcloak.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A peer sent bytes that are no message of the protocol. The stream is out of step after that: close it.
 *
 * <p>The message says what was wrong and quotes the beginning of the place, printable and short, so that it can be
 * logged as it is.
 *
 * @since 1.0
 */
public final class ProtocolException extends Exception {
    private static final int EXCERPT_BYTES = 48;

    private final Fault fault;
    private final String what;

    private ProtocolException(Fault fault, String what, String place) {
        super(what + ": " + place);
        this.fault = fault;
        this.what = what;
    }

    /**
     * Describes a fault.
     *
     * @param fault what kind of fault it is
     * @param what what was wrong and what was expected, as one phrase
     * @param bytes holds the bytes to quote
     * @param from index of the first byte to quote
     * @param to index after the last byte that belongs to the place; at most 48 bytes are quoted
     * @return an exception whose message is printable ASCII if {@code what} is
     */
    public static ProtocolException of(Fault fault, String what, byte[] bytes, int from, int to) {
        return new ProtocolException(requireNonNull(fault), what, excerpt(bytes, from, to));
    }

    /** What kind of fault it is. */
    public Fault fault() {
        return fault;
    }

    /** The message without what the peer sent, which may hold addresses and logins. */
    public String withoutPlace() {
        return what;
    }

    private static String excerpt(byte[] bytes, int from, int to) {
        StringBuilder quoted = new StringBuilder("\"");
        int end = Math.min(to, from + EXCERPT_BYTES);
        for (int i = from; i < end; i++) {
            appendEscaped(quoted, bytes[i]);
        }
        return quoted.append(end < to ? "\"..." : "\"").toString();
    }

    private static void appendEscaped(StringBuilder quoted, byte b) {
        if (b == '"' || b == '\\') {
            quoted.append('\\').append((char) b);
        } else if (b >= ' ' && b <= '~') {
            quoted.append((char) b);
        } else {
            quoted.append("\\x").append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
        }
    }
}
