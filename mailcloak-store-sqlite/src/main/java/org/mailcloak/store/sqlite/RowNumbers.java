package org.mailcloak.store.sqlite;

import java.util.ArrayList;
import java.util.List;

/** Row numbers by a hash, in two arrays: 32 bytes a row at most, for texts of any length. For one thread at a time. */
final class RowNumbers {

    private static final int SMALLEST = 16;

    private long[] hashes = new long[0];
    private long[] numbers = new long[0];
    private int size;

    void add(long hash, long number) {
        if (size * 2 >= hashes.length) {
            grow();
        }
        place(hash, encode(number));
        size++;
    }

    List<Long> find(long hash) {
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

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldNumbers = numbers;
        int length = Math.max(SMALLEST, oldHashes.length * 2);
        hashes = new long[length];
        numbers = new long[length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldNumbers[i] != 0) {
                place(oldHashes[i], oldNumbers[i]);
            }
        }
    }

    private void place(long hash, long encoded) {
        int i = slot(hash);
        while (numbers[i] != 0) {
            i = next(i);
        }
        hashes[i] = hash;
        numbers[i] = encoded;
    }

    private int slot(long hash) {
        return (int) (hash ^ (hash >>> 32)) & (hashes.length - 1);
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
