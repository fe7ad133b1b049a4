package org.mailcloak.mirror;

/**
 * Where records are, by the hash of a key that they have; several records may have the same one. A look-up goes from slot
 * to slot, beginning with {@link #first}, until one {@link #isFree}. An byte of the hash beside each position spares most
 * records that a look-up is not for. Not changed any more once it is filled.
 */
final class HashIndex {

    private final int[] positions;
    private final byte[] tags;

    /** @param size how many positions will be put in */
    HashIndex(int size) {
        int slots = Math.addExact(size, size / 2 + 1);
        positions = new int[slots];
        tags = new byte[slots];
    }

    void put(int hash, int position) {
        int slot = first(hash);
        while (!isFree(slot)) {
            slot = next(slot);
        }
        positions[slot] = position + 1;
        tags[slot] = tag(hash);
    }

    int first(int hash) {
        return (int) (((mixed(hash) & 0xffff_ffffL) * positions.length) >>> 32);
    }

    int next(int slot) {
        return slot + 1 == positions.length ? 0 : slot + 1;
    }

    boolean isFree(int slot) {
        return positions[slot] == 0;
    }

    /** Whether the slot's record may have a key of this hash. */
    boolean mayBe(int slot, int hash) {
        return tags[slot] == tag(hash);
    }

    int position(int slot) {
        return positions[slot] - 1;
    }

    int size() {
        return positions.length;
    }

    long bytes() {
        return (long) positions.length * (Integer.BYTES + 1);
    }

    /** The high bits choose the slot, and those of Java's hashes of texts hardly differ. */
    private static int mixed(int hash) {
        return hash * 0x9E3779B1;
    }

    private static byte tag(int hash) {
        return (byte) mixed(hash);
    }
}
