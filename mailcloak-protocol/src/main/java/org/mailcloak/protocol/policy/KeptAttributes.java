package org.mailcloak.protocol.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which attributes a request keeps, and in which slot. Names are found as bytes: no text is made for the twenty and
 * more attributes of each request that nobody asked for.
 */
final class KeptAttributes {
    static final KeptAttributes ALL = new KeptAttributes(EnumSet.allOf(PolicyAttribute.class));

    private static final int ABSENT = -1;

    private final PolicyAttribute[] attributes;
    private final byte[][] names;
    private final Map<PolicyAttribute, Integer> slots = new EnumMap<>(PolicyAttribute.class);

    KeptAttributes(Set<PolicyAttribute> kept) {
        attributes = kept.stream().sorted().toArray(PolicyAttribute[]::new);
        names = new byte[attributes.length][];
        for (int slot = 0; slot < attributes.length; slot++) {
            names[slot] = attributes[slot].wireName().getBytes(StandardCharsets.US_ASCII);
            slots.put(attributes[slot], slot);
        }
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

    /** The slot of the attribute that the first {@code length} bytes name, or -1. */
    int slotOf(byte[] name, int length) {
        for (int slot = 0; slot < names.length; slot++) {
            byte[] candidate = names[slot];
            if (candidate.length == length && Arrays.equals(candidate, 0, length, name, 0, length)) {
                return slot;
            }
        }
        return ABSENT;
    }
}
