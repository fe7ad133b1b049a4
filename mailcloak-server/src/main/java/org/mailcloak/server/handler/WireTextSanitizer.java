package org.mailcloak.server.handler;

import org.mailcloak.protocol.WireText;

/** Values of the wire as text. */
final class WireTextSanitizer {

    private WireTextSanitizer() {}

    /**
     * A value whose bytes are no UTF-8 gets replacement characters in their place. No address of a directory or a
     * database holds one, so it equals nothing, while the parts that are text (a local domain, say) still count.
     */
    static String of(String wire) {
        if (WireText.isText(wire)) {
            return wire;
        }
        StringBuilder out = new StringBuilder(wire.length());
        wire.codePoints().forEach(c -> out.appendCodePoint(isSurrogate(c) ? 0xfffd : c));
        return out.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
