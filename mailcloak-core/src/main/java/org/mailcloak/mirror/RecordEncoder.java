package org.mailcloak.mirror;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Writes values close together, for {@link RecordDecoder} to read. For one thread. */
final class RecordEncoder {

    /** A position is one number: the chunk above, the place in it below these bits. */
    static final int CHUNK_BITS = 20;

    private static final int CHUNK = 1 << CHUNK_BITS;

    /** The first byte of an id that is a text; a UUID in its usual spelling takes 16 bytes behind the other one. */
    static final int TEXT_ID = 0;

    static final int UUID_ID = 1;

    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] chunk = new byte[0];
    private int used;
    private byte[] scratch = new byte[256];
    private int length;
    private long bytes;

    /** Ends the value that was written, and begins another. Gives the position of the one that ended. */
    int end() {
        if (used + length > chunk.length) {
            seal();
            chunk = new byte[Math.max(CHUNK, length)];
        }
        System.arraycopy(scratch, 0, chunk, used, length);
        int position = Math.addExact(Math.multiplyExact(chunks.size(), CHUNK), used);
        used += length;
        bytes += length;
        length = 0;
        return position;
    }

    /** What the values take that were ended, in bytes. */
    long bytes() {
        return bytes;
    }

    /** Everything that was written so far. */
    List<byte[]> finish() {
        seal();
        return List.copyOf(chunks);
    }

    private void seal() {
        if (used > 0) {
            chunks.add(used == chunk.length ? chunk : Arrays.copyOf(chunk, used));
        }
        chunk = new byte[0];
        used = 0;
    }

    void octet(int value) {
        if (length == scratch.length) {
            scratch = Arrays.copyOf(scratch, length * 2);
        }
        scratch[length] = (byte) value;
        length++;
    }

    /** Seven bits a byte, the lowest first. */
    void number(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            octet((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        octet(rest);
    }

    /** One byte a character, or two if one of them needs that. */
    void text(String text) {
        boolean wide = text.chars().anyMatch(c -> c > 0xff);
        number((text.length() << 1) | (wide ? 1 : 0));
        for (int i = 0; i < text.length(); i++) {
            if (wide) {
                octet(text.charAt(i) >>> 8);
            }
            octet(text.charAt(i));
        }
    }

    void id(String id) {
        if (!isUuid(id)) {
            octet(TEXT_ID);
            text(id);
            return;
        }
        octet(UUID_ID);
        UUID uuid = UUID.fromString(id);
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (uuid.getMostSignificantBits() >>> shift));
        }
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (uuid.getLeastSignificantBits() >>> shift));
        }
    }

    private static boolean isUuid(String id) {
        if (id.length() != 36) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}
