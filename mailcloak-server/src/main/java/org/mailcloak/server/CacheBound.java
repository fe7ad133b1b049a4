package org.mailcloak.server;

/** How many answers of each kind the caches keep, by the size of the heap. */
final class CacheBound {

    /**
     * One answer of each kind may be kept for so much of the heap. With its key and what the cache needs for it an
     * account has some 450 bytes; a domain, an alias and an application have some 250 each. So all of them together
     * take a third of the heap at the most, however many names strangers ask for.
     */
    private static final long HEAP_BYTES_PER_ENTRY = 4_096;

    private static final long MOST_ENTRIES = 100_000;

    private CacheBound() {}

    /** Returns the bound of each kind of answer in a heap of this size. */
    static long entries(long heapBytes) {
        return Math.min(MOST_ENTRIES, Math.max(1, heapBytes / HEAP_BYTES_PER_ENTRY));
    }
}
