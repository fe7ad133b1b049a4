package org.mailcloak.store.sqlite;

import java.util.ArrayList;
import java.util.List;

/** Row numbers by a hash, in two arrays: 16 to 32 bytes a row, for texts of any length. For one thread at a time. */
final class RowNumbers {

    private static final int SMALLEST = 16;

    private int[] hashes = new int[0];
    private long[] numbers = new long[0];
    private int size;

    /** One that is there with this hash already is not added. */
    void add(int hash, long number) {
        if (size >= hashes.length - hashes.length / 4) {
            grow();
        }
        if (place(hash, encode(number))) {
            size++;
        }
    }

    List<Long> find(int hash) {
        List<Long> found = new ArrayList<>(0);
        if (size > 0) {
            for (int i = slot(hash); numbers[i] != 0; i = next(i)) {
                if (hashes[i] == hash) {
                    found.add(decode(numbers[i]));
                }
            }
        }
        return found;
    }

    int size() {
        return size;
    }

    void clear() {
        hashes = new int[0];
        numbers = new long[0];
        size = 0;
    }

    private void grow() {
        int[] oldHashes = hashes;
        long[] oldNumbers = numbers;
        int length = Math.max(SMALLEST, oldHashes.length * 2);
        hashes = new int[length];
        numbers = new long[length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldNumbers[i] != 0) {
                place(oldHashes[i], oldNumbers[i]);
            }
        }
    }

    /** @return false if it was there */
    private boolean place(int hash, long encoded) {
        int i = slot(hash);
        while (numbers[i] != 0) {
            if (numbers[i] == encoded && hashes[i] == hash) {
                return false;
            }
            i = next(i);
        }
        hashes[i] = hash;
        numbers[i] = encoded;
        return true;
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 16)) & (hashes.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (hashes.length - 1);
    }

    /** Zero marks a free place; SQLite gives row numbers from 1, but any program may have set any. */
    private static long encode(long number) {
        return number == 0 ? Long.MIN_VALUE : number;
    }

    private static long decode(long encoded) {
        return encoded == Long.MIN_VALUE ? 0 : encoded;
    }
}
