package org.mailcloak.protocol.tcptable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.WireText;

/**
 * The encoding of tcp_table(5): {@code %XX} for {@code %}, white space and everything that does not print ({@code
 * util/hex_quote.c}).
 */
final class Hex {

    private static final int RADIX = 16;

    private Hex() {}

    /** @throws IllegalArgumentException if the text holds an unpaired surrogate */
    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte octet : WireText.encode(text)) {
            if (octet > ' ' && octet < 0x7f && octet != '%') {
                out.append((char) octet);
            } else {
                out.append('%').append(digit(octet >> 4)).append(digit(octet));
            }
        }
        return out.toString();
    }

    private static char digit(int value) {
        return Character.toUpperCase(Character.forDigit(value & 0xf, RADIX));
    }

    /**
     * The bytes that a part of a line stands for. The digits can be in any case.
     *
     * @return null if a {@code %} is not followed by two of them
     */
    static byte @Nullable [] unquote(byte[] line, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            if (line[i] != '%') {
                out.write(line[i]);
                continue;
            }
            boolean whole = i + 2 < to;
            int high = whole ? Character.digit(line[i + 1], RADIX) : -1;
            int low = whole ? Character.digit(line[i + 2], RADIX) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            out.write(high << 4 | low);
            i += 2;
        }
        return out.toByteArray();
    }

    static byte[] ascii(String line) {
        return line.getBytes(StandardCharsets.US_ASCII);
    }
}
