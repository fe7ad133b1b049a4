package org.mailcloak.protocol.socketmap;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.RecentTexts;
import org.mailcloak.protocol.WireText;
import org.mailcloak.protocol.netstring.NetstringDecoder;

/**
 * Reads socketmap queries from one connection; the server's side. For one thread at a time.
 *
 * @since 1.0
 */
public final class SocketmapRequestDecoder {
    /** Longest query in bytes, without its frame, unless another limit is given: 16 KiB. Postfix 3.12 sends 10000. */
    public static final int DEFAULT_LIMIT = 16 * 1024;

    /** Enough for the names of the maps on one connection. */
    private static final int OWN_RECENT_TEXTS = 4;

    private final NetstringDecoder netstrings;
    /** Postfix asks for the same few maps again and again, which spares the copies of their names. */
    private final RecentTexts recent;

    private @Nullable ProtocolException broken;

    /** Makes a decoder with the default limit. */
    public SocketmapRequestDecoder() {
        this(DEFAULT_LIMIT);
    }

    /**
     * Makes a decoder.
     *
     * @param limit longest query in bytes, without its frame
     */
    public SocketmapRequestDecoder(int limit) {
        this(limit, new RecentTexts(OWN_RECENT_TEXTS));
    }

    /**
     * Makes one of many decoders, which holds nothing between two queries.
     *
     * @param limit longest query in bytes, without its frame
     * @param recent what the decoders share; it may be used by other threads at the same time
     */
    public SocketmapRequestDecoder(int limit, RecentTexts recent) {
        this.netstrings = new NetstringDecoder(limit);
        this.recent = requireNonNull(recent, "recent");
    }

    /**
     * Takes bytes up to the end of one query, or all there are. Call again while it gives queries: several can be in
     * one buffer.
     *
     * @param in what Postfix sent, ready to be read
     * @return the next query, or null if more bytes are needed; then {@code in} has none left
     * @throws ProtocolException if the bytes are no query or it is longer than the limit; again for every call after
     *     that
     */
    public @Nullable SocketmapRequest decode(ByteBuffer in) throws ProtocolException {
        if (broken != null) {
            throw broken;
        }
        byte[] payload = netstrings.decode(in);
        return payload == null ? null : request(payload);
    }

    /** Whether a query has begun and not ended: such a connection is not idle, and an end of the stream is a cut. */
    public boolean isMidRequest() {
        return netstrings.isMidNetstring();
    }

    /** How many bytes of memory are taken for a query that has begun. */
    public int heldBytes() {
        return netstrings.heldBytes();
    }

    private SocketmapRequest request(byte[] query) throws ProtocolException {
        int space = -1;
        for (int i = 0; i < query.length; i++) {
            if (query[i] == 0) {
                throw fault(Fault.NUL_BYTE, "socketmap query with a NUL byte", query);
            }
            if (query[i] == ' ' && space < 0) {
                space = i;
            }
        }
        if (space < 0) {
            throw fault(Fault.MISSING_SPACE, "socketmap query without a space after the map name", query);
        }
        if (space == 0) {
            throw fault(Fault.MISSING_NAME, "socketmap query without a map name", query);
        }
        return new SocketmapRequest(recent.decode(query, 0, space), WireText.decode(query, space + 1, query.length));
    }

    private ProtocolException fault(Fault fault, String what, byte[] query) {
        ProtocolException exception = ProtocolException.of(fault, what, query, 0, query.length);
        broken = exception;
        return exception;
    }
}
