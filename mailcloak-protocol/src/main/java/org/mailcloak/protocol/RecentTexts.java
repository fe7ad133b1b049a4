package org.mailcloak.protocol;

/**
 * Short texts that were read a moment ago. Postfix repeats most values from request to request, and this spares their
 * copies. One serves the decoders of any number of connections, which then keep nothing of their own while they are idle.
 *
 * <p>It holds at most one text for each slot, of up to {@value #MAX_CHARS} characters. Safe for use by many threads
 * without a lock: a thread that does not see another's text makes its own.
 *
 * @since 1.0
 */
public final class RecentTexts {

    /** Longer texts are not remembered. */
    private static final int MAX_CHARS = 256;

    private static final int MAX_SLOTS = 1 << 20;

    /** Of the beginning of a text, and as many of its end. */
    private static final int HASHED_BYTES = 16;

    private final String[] texts;

    /**
     * Makes an empty one.
     *
     * @param slots how many texts are remembered at most, from 1 to 1,048,576; rounded up to a power of two
     */
    public RecentTexts(int slots) {
        if (slots < 1 || slots > MAX_SLOTS) {
            throw new IllegalArgumentException("slots " + slots + ": expected 1 to " + MAX_SLOTS);
        }
        texts = new String[slots == 1 ? 1 : Integer.highestOneBit(slots - 1) << 1];
    }

    /**
     * Reads bytes as UTF-8, as {@link WireText#decode(byte[], int, int)} does.
     *
     * @param bytes holds the text
     * @param from index of its first byte
     * @param to index after its last byte
     */
    public String decode(byte[] bytes, int from, int to) {
        if (from == to || to - from > MAX_CHARS) {
            return WireText.decode(bytes, from, to);
        }
        int slot = hash(bytes, from, to) & (texts.length - 1);
        String known = texts[slot];
        if (known == null) {
            known = "";
        }
        String text = WireText.decode(bytes, from, to, known);
        if (!text.equals(known)) {
            texts[slot] = text;
        }
        return text;
    }

    /** Of the length, the beginning and the end: texts that differ in the middle alone share a slot, which costs a copy. */
    private static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        int begun = Math.min(to, from + HASHED_BYTES);
        for (int i = from; i < begun; i++) {
            hash = 31 * hash + bytes[i];
        }
        for (int i = Math.max(begun, to - HASHED_BYTES); i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ (hash >>> 15);
    }
}
