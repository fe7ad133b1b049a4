package org.mailcloak.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that were read a moment ago. Postfix repeats most values from request to request, and this spares their
 * copies. One serves the decoders of any number of connections, which then keep nothing of their own while they are idle.
 *
 * <p>It holds at most one text for each slot, of up to {@value #MAX_BYTES} bytes, and those bytes. Safe for use by many
 * threads without a lock: a thread that does not see another's text makes its own.
 *
 * @since 1.0
 */
public final class RecentTexts {

    /** Longer texts are not remembered. */
    private static final int MAX_BYTES = 256;

    private static final int MAX_SLOTS = 1 << 20;

    /** Of the beginning of a text, and as many of its end. */
    private static final int HASHED_BYTES = 16;

    /** Reads eight bytes at once. */
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** An odd number without a pattern: 2 to the 64th, divided by the golden ratio. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final @Nullable Entry[] entries;

    /** What was read, and as which bytes: comparing those is one instruction for many. Immutable. */
    private static final class Entry {

        private final byte[] bytes;
        private final String text;

        Entry(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }

    /**
     * Makes an empty one.
     *
     * @param slots how many texts are remembered at most, from 1 to 1,048,576; rounded up to a power of two
     */
    public RecentTexts(int slots) {
        if (slots < 1 || slots > MAX_SLOTS) {
            throw new IllegalArgumentException("slots " + slots + ": expected 1 to " + MAX_SLOTS);
        }
        entries = new Entry[slots == 1 ? 1 : Integer.highestOneBit(slots - 1) << 1];
    }

    /**
     * Reads bytes as UTF-8, as {@link WireText#decode(byte[], int, int)} does.
     *
     * @param bytes holds the text
     * @param from index of its first byte
     * @param to index after its last byte
     */
    public String decode(byte[] bytes, int from, int to) {
        if (from == to || to - from > MAX_BYTES) {
            return WireText.decode(bytes, from, to);
        }
        int slot = hash(bytes, from, to) & (entries.length - 1);
        Entry known = entries[slot];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, to)) {
            return known.text;
        }
        String text = WireText.decode(bytes, from, to);
        entries[slot] = new Entry(Arrays.copyOfRange(bytes, from, to), text);
        return text;
    }

    /** Of the length, the beginning and the end: texts that differ in the middle alone share a slot, which costs a copy. */
    private static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = length < Long.BYTES ? hashBytes(length, bytes, from, to) : hashWords(length, bytes, from, to);
        return (int) (hash >>> Integer.SIZE);
    }

    private static long hashWords(long length, byte[] bytes, int from, int to) {
        int begun = Math.min(to, from + HASHED_BYTES) - Long.BYTES;
        int ended = Math.max(from, to - HASHED_BYTES);
        long hash = (length ^ (long) WORDS.get(bytes, from)) * SPREAD;
        hash = (hash ^ (long) WORDS.get(bytes, begun)) * SPREAD;
        hash = (hash ^ (long) WORDS.get(bytes, ended)) * SPREAD;
        return (hash ^ (long) WORDS.get(bytes, to - Long.BYTES)) * SPREAD;
    }

    private static long hashBytes(long length, byte[] bytes, int from, int to) {
        long hash = length;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * SPREAD;
        }
        return hash;
    }
}
