package org.mailcloak.cache;

import org.mailcloak.address.EmailAddress;

/**
 * What an entry counts against the bound of a cache: one, and more if its key is long. Strangers choose the keys, and a
 * bound of entries alone would let them fill the memory with the longest addresses that Postfix takes.
 */
final class Weight {

    /** A key of this many characters is as large as the rest of its entry. */
    private static final int USUAL = 128;

    private Weight() {}

    static int of(String key) {
        return 1 + key.length() / USUAL;
    }

    static int of(EmailAddress key) {
        return 1 + (key.localPart().length() + key.domain().name().length()) / USUAL;
    }
}
