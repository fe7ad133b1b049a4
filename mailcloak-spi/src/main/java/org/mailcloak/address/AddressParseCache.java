package org.mailcloak.address;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how texts were read. Mail comes from and goes to the same addresses again and again, and to normalise one
 * takes longer than all the rest of a decision. A text is kept in the one place that its hash gives it, until another
 * one takes that place; so the memory is bounded, and looking is one comparison. Safe for use by many threads.
 */
final class AddressParseCache {

    /** A power of two. Some 1 MB of short addresses. */
    private static final int PLACES = 2_048;

    /** Longer texts are rare, and strangers choose them. */
    private static final int MAX_CHARS = 128;

    private final AtomicReferenceArray<@Nullable Entry> places = new AtomicReferenceArray<>(PLACES);

    /** Null if it is not remembered. */
    @Nullable
    AddressInterpretations find(String text) {
        Entry entry = places.getAcquire(place(text));
        return entry != null && entry.text.equals(text) ? entry.spelling : null;
    }

    void put(String text, AddressInterpretations spelling) {
        if (text.length() <= MAX_CHARS) {
            places.setRelease(place(text), new Entry(text, spelling));
        }
    }

    private static int place(String text) {
        int hash = text.hashCode();
        return (hash ^ hash >>> 16) & PLACES - 1;
    }

    private record Entry(String text, AddressInterpretations spelling) {}
}
