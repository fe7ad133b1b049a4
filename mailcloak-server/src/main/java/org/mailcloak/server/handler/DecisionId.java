package org.mailcloak.server.handler;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The names of decisions, by which a reply and its line of the log find each other. A number until it is written: a
 * decision whose id is never shown costs an addition. Safe for use by many threads.
 */
final class DecisionId {

    /** 40 bits: a million decisions a day for a month give the same id twice with a chance of 1 to 30,000 for each. */
    private static final int CHARACTERS = 8;

    private static final int BITS_A_CHARACTER = 5;

    private static final long MASK = (1L << (CHARACTERS * BITS_A_CHARACTER)) - 1;

    /** Crockford's base 32: none of I, L, O, U, which are misread on the phone. */
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    /** Odd, so that 2^40 ids pass before the first comes again; neighbours differ in most characters. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** Another beginning with each start of the process. */
    private static final AtomicLong LAST = new AtomicLong(new SecureRandom().nextLong());

    private DecisionId() {}

    /** The next one of this process. */
    static long next() {
        return LAST.addAndGet(STEP) & MASK;
    }

    /** Eight letters and digits. */
    static String text(long id) {
        char[] text = new char[CHARACTERS];
        long left = id;
        for (int i = CHARACTERS - 1; i >= 0; i--) {
            text[i] = ALPHABET[(int) (left & (ALPHABET.length - 1))];
            left >>>= BITS_A_CHARACTER;
        }
        return new String(text);
    }
}
