package org.mailcloak.protocol.socketmap;

import org.mailcloak.protocol.WireText;
import org.mailcloak.protocol.netstring.Netstring;

/**
 * One look-up of Postfix: {@code name SP key}.
 *
 * <p>Names and keys are as sent, without any normalisation. One that was not UTF-8 equals nothing, see
 * {@link WireText}; check {@link #isText()} before the key goes to a system that replaces bad characters.
 *
 * @param mapName what follows the last colon of {@code socketmap:...:name} in main.cf; not empty, without spaces
 * @param key everything after the first space: may hold spaces, may be empty
 * @since 1.0
 */
public record SocketmapRequest(String mapName, String key) {

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the map name is empty or holds a space, or either holds NUL
     */
    public SocketmapRequest {
        if (mapName.isEmpty() || mapName.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("map name: expected at least one character and no space");
        }
        if (mapName.indexOf('\0') >= 0 || key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("map name and key: expected no NUL");
        }
    }

    /** Whether name and key were UTF-8. If not, the look-up finds nothing. */
    public boolean isText() {
        return WireText.isText(mapName) && WireText.isText(key);
    }

    /**
     * The query as it goes over the wire; the client's side.
     *
     * @throws IllegalArgumentException if name or key is not text
     */
    public byte[] encode() {
        return Netstring.encode(WireText.encode(mapName + ' ' + key));
    }

    /** Names the map and hides the key, which is an address. */
    @Override
    public String toString() {
        return "SocketmapRequest[" + mapName + "]";
    }
}
