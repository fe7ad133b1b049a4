package org.mailcloak.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text as Postfix sends it: UTF-8, read and written strictly.
 *
 * <p>With {@code smtputf8_enable = no} a mail client can put any bytes into an address, so bytes that are not UTF-8 are
 * no fault of Postfix and must not cost the connection. Each such byte becomes one unpaired surrogate, U+DC80 to
 * U+DCFF. The result is never empty, and no text that was valid somewhere (UTF-8, YAML, a database) equals it.
 * {@link #isText} distinguishes it; ask before handing a value to a system that replaces unpaired surrogates silently.
 *
 * <p>All methods are pure.
 *
 * @since 1.0
 */
public final class WireText {
    private static final char ESCAPE = '\uDC00';

    private WireText() {}

    /**
     * Reads bytes as UTF-8.
     *
     * @param bytes holds the text
     * @param from index of its first byte
     * @param to index after its last byte
     * @return the text; {@link #isText} is false for it if the bytes were not UTF-8
     */
    public static String decode(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return decodeUtf8(bytes, from, to);
            }
        }
        return from == to ? "" : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Whether a value was valid text on the wire, that is, holds no unpaired surrogate. */
    public static boolean isText(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c) && !isPaired(value, i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text holds a control character (Unicode's Cc), which no value on the wire may have. */
    public static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes text as UTF-8.
     *
     * @throws IllegalArgumentException if it holds an unpaired surrogate, which UTF-8 cannot express
     */
    public static byte[] encode(String text) {
        if (!isText(text)) {
            throw new IllegalArgumentException("text with an unpaired surrogate cannot be written as UTF-8");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isPaired(String value, int at) {
        return Character.isHighSurrogate(value.charAt(at))
                ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
    }

    private static String decodeUtf8(byte[] bytes, int from, int to) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer out = CharBuffer.allocate(to - from);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + (in.get() & 0xff)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }
}
