package org.mailcloak.protocol.netstring;

import java.nio.charset.StandardCharsets;

/**
 * Writes netstrings.
 *
 * @since 1.0
 */
public final class Netstring {
    private Netstring() {}

    /**
     * Frames a payload.
     *
     * @param payload any bytes
     * @return the length of the payload in bytes, a colon, the payload and a comma; nothing after that
     */
    public static byte[] encode(byte[] payload) {
        byte[] length = Integer.toString(payload.length).getBytes(StandardCharsets.US_ASCII);
        byte[] netstring = new byte[length.length + payload.length + 2];
        System.arraycopy(length, 0, netstring, 0, length.length);
        netstring[length.length] = ':';
        System.arraycopy(payload, 0, netstring, length.length + 1, payload.length);
        netstring[netstring.length - 1] = ',';
        return netstring;
    }
}
