package org.mailcloak.protocol.tcptable;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.WireText;

/**
 * Reads requests of tcp_table(5) from one connection; the server's side. For one thread at a time.
 *
 * <p>Bytes that a client ought to have encoded are taken as they are, but for white space, which ends a key.
 *
 * @since 1.0
 */
public final class TcpTableRequestDecoder {

    /**
     * Longest request in bytes, its LF included. Postfix has no limit ({@code util/dict_tcp.c}): an address in a command of
     * SMTP has up to 2,048 bytes, and three times as many if all of them are encoded. One whose request is refused is asked
     * for ten times, a second apart.
     */
    public static final int MAX_REQUEST_BYTES = 16_384;

    static final String GET = "get ";

    private final TcpTableLines lines;
    private @Nullable ProtocolException broken;

    /** Makes a decoder for requests of up to {@link #MAX_REQUEST_BYTES}. */
    public TcpTableRequestDecoder() {
        this(MAX_REQUEST_BYTES);
    }

    /**
     * Makes a decoder.
     *
     * @param limit longest request in bytes, its LF included
     */
    public TcpTableRequestDecoder(int limit) {
        lines = new TcpTableLines(limit, "tcp_table request");
    }

    /**
     * Takes bytes up to the end of one request, or all there are. Call again while it gives requests: several can be in
     * one buffer.
     *
     * @param in what Postfix sent, ready to be read
     * @return the next request, or null if more bytes are needed; then {@code in} has none left
     * @throws ProtocolException if the bytes are no request or it is longer than the limit; again for every call after
     *     that
     */
    public @Nullable TcpTableRequest decode(ByteBuffer in) throws ProtocolException {
        if (broken != null) {
            throw broken;
        }
        try {
            byte[] line = lines.next(in);
            return line == null ? null : request(line);
        } catch (ProtocolException fault) {
            broken = fault;
            throw fault;
        }
    }

    /** Whether a request has begun and not ended: such a connection is not idle, and an end of the stream is a cut. */
    public boolean isMidRequest() {
        return lines.isMidLine();
    }

    /** How many bytes of memory are taken for a request that has begun. */
    public int heldBytes() {
        return lines.heldBytes();
    }

    private static TcpTableRequest request(byte[] line) throws ProtocolException {
        if (!startsWithGet(line)) {
            throw fault(Fault.UNKNOWN_REQUEST, "tcp_table request that is no \"get\"", line);
        }
        for (int i = GET.length(); i < line.length; i++) {
            if (line[i] >= 0 && line[i] <= ' ') {
                throw fault(Fault.BAD_ENCODING, "tcp_table request with white space in its key", line);
            }
        }
        byte[] key = Hex.unquote(line, GET.length(), line.length);
        if (key == null) {
            throw fault(Fault.BAD_ENCODING, "tcp_table request with a % that two digits do not follow", line);
        }
        for (byte octet : key) {
            if (octet == 0) {
                throw fault(Fault.NUL_BYTE, "tcp_table request with an encoded NUL byte", line);
            }
        }
        return new TcpTableRequest(WireText.decode(key, 0, key.length));
    }

    private static boolean startsWithGet(byte[] line) {
        if (line.length < GET.length()) {
            return false;
        }
        for (int i = 0; i < GET.length(); i++) {
            if (line[i] != GET.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static ProtocolException fault(Fault fault, String what, byte[] line) {
        return ProtocolException.of(fault, what, line, 0, line.length);
    }
}
