package org.mailcloak.mirror;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads, one value after the other, what a {@link RecordEncoder} wrote. For one thread. */
final class RecordDecoder {

    private final byte[] bytes;
    private int at;

    RecordDecoder(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    int octet() {
        return bytes[at++] & 0xff;
    }

    int number() {
        int value = 0;
        int shift = 0;
        int octet;
        do {
            octet = octet();
            value |= (octet & 0x7f) << shift;
            shift += 7;
        } while ((octet & 0x80) != 0);
        return value;
    }

    String text() {
        int size = number();
        int length = size >>> 1;
        if ((size & 1) == 0) {
            String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
            at += length;
            return text;
        }
        String text = new String(bytes, at, length * 2, StandardCharsets.UTF_16BE);
        at += length * 2;
        return text;
    }

    void skipText() {
        int size = number();
        at += (size >>> 1) << (size & 1);
    }

    /** Whether the text is that one. Reads past it in any case. */
    boolean isText(String other) {
        int size = number();
        int length = size >>> 1;
        int wide = size & 1;
        int end = at + (length << wide);
        boolean same = length == other.length();
        for (int i = 0; same && i < length; i++) {
            int c = wide == 0 ? octet() : (octet() << 8) | octet();
            same = c == other.charAt(i);
        }
        at = end;
        return same;
    }

    String id() {
        return octet() == RecordEncoder.TEXT_ID ? text() : new UUID(word(), word()).toString();
    }

    void skipId() {
        if (octet() == RecordEncoder.TEXT_ID) {
            skipText();
        } else {
            at += 2 * Long.BYTES;
        }
    }

    private long word() {
        long word = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            word = (word << 8) | octet();
        }
        return word;
    }
}
