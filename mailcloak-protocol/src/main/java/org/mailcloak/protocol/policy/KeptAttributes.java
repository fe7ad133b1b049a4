package org.mailcloak.protocol.policy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The attributes that a request keeps, each with its slot. Names are found as bytes: no text is made for the twenty and
 * more attributes of each request that the caller did not ask for.
 */
final class KeptAttributes {
    /** Reads eight bytes at once. */
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final KeptAttributes ALL = new KeptAttributes(EnumSet.allOf(PolicyAttribute.class));

    private static final int ABSENT = -1;

    private final PolicyAttribute[] attributes;
    private final byte[][] names;

    /** The first and the last eight bytes of each name that is as long: of up to sixteen bytes, that is all of it. */
    private final long[] firstWords;

    private final long[] lastWords;

    /** Most names of a request are distinguished from the kept ones by their length alone. */
    private final int[][] slotsByLength;

    private final Map<PolicyAttribute, Integer> slots = new EnumMap<>(PolicyAttribute.class);

    KeptAttributes(Set<PolicyAttribute> kept) {
        attributes = kept.stream().sorted().toArray(PolicyAttribute[]::new);
        names = new byte[attributes.length][];
        for (int slot = 0; slot < attributes.length; slot++) {
            names[slot] = attributes[slot].wireName().getBytes(StandardCharsets.US_ASCII);
            slots.put(attributes[slot], slot);
        }
        firstWords = words(names, 0);
        lastWords = words(names, 1);
        slotsByLength = byLength(names);
    }

    int count() {
        return attributes.length;
    }

    PolicyAttribute at(int slot) {
        return attributes[slot];
    }

    /** The slot of an attribute. */
    int slotOf(PolicyAttribute attribute) {
        Integer slot = slots.get(attribute);
        if (slot == null) {
            throw new IllegalArgumentException("attribute " + attribute.wireName() + " was not kept: the decoder keeps "
                    + Arrays.toString(attributes));
        }
        return slot;
    }

    /** The slot of the attribute that the bytes name, or -1. */
    int slotOf(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= slotsByLength.length) {
            return ABSENT;
        }
        for (int slot : slotsByLength[length]) {
            if (isNamed(slot, bytes, from, to)) {
                return slot;
            }
        }
        return ABSENT;
    }

    /** Only for a name of the same length. */
    private boolean isNamed(int slot, byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < Long.BYTES || length > 2 * Long.BYTES) {
            byte[] name = names[slot];
            return name[0] == bytes[from] && Arrays.equals(name, 0, length, bytes, from, to);
        }
        return firstWords[slot] == (long) WORDS.get(bytes, from)
                && lastWords[slot] == (long) WORDS.get(bytes, to - Long.BYTES);
    }

    /** @param end 0 for the first bytes, 1 for the last */
    private static long[] words(byte[][] names, int end) {
        return Stream.of(names)
                .mapToLong(name ->
                        name.length < Long.BYTES ? 0 : (long) WORDS.get(name, end * (name.length - Long.BYTES)))
                .toArray();
    }

    private static int[][] byLength(byte[][] names) {
        int longest = Stream.of(names).mapToInt(name -> name.length).max().orElse(0);
        return IntStream.rangeClosed(0, longest)
                .mapToObj(length -> IntStream.range(0, names.length)
                        .filter(slot -> names[slot].length == length)
                        .toArray())
                .toArray(int[][]::new);
    }
}
