package org.mailcloak.protocol.tcptable;

import org.mailcloak.protocol.WireText;

/**
 * One look-up of Postfix: {@code get SP key LF}.
 *
 * <p>The key is as it was before it was encoded, without any normalisation. One that was not UTF-8 equals nothing, see
 * {@link WireText}; check {@link #isText()} before the key goes to a system that replaces bad characters.
 *
 * @param key may hold spaces, may be empty; no NUL
 * @since 1.0
 */
public record TcpTableRequest(String key) {

    /** @throws IllegalArgumentException if the key holds NUL */
    public TcpTableRequest {
        if (key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("key: expected no NUL");
        }
    }

    /** Whether the key was UTF-8. If not, the look-up finds nothing. */
    public boolean isText() {
        return WireText.isText(key);
    }

    /**
     * The request as Postfix writes it; the client's side.
     *
     * @throws IllegalArgumentException if the key is not text
     */
    public byte[] encode() {
        return Hex.ascii(TcpTableRequestDecoder.GET + Hex.quote(key) + "\n");
    }

    /** Hides the key, which is an address. */
    @Override
    public String toString() {
        return "TcpTableRequest";
    }
}
