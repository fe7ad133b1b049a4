package org.mailcloak.address;

import java.util.Arrays;

/**
 * Code points that are shown as nothing: Unicode's property {@code Default_Ignorable_Code_Point}, reserved ones included,
 * and every format character that the JDK knows beside them. With one of these between two letters a domain looks like
 * another one.
 *
 * <p>The JDK has no call for the property. Its ranges are those of {@code DerivedCoreProperties.txt}; they have not changed
 * since Unicode 5.1, because the blocks were set aside as a whole, and a test compares them with the JDK's categories.
 */
final class InvisibleCharacters {

    /** First and last code points of the ranges, in ascending order. */
    private static final int[] DEFAULT_IGNORABLE = {
        0xad, 0xad, // soft hyphen
        0x34f, 0x34f, // combining grapheme joiner
        0x61c, 0x61c, // Arabic letter mark
        0x115f, 0x1160, // Hangul fillers
        0x17b4, 0x17b5, // Khmer inherent vowels
        0x180b, 0x180f, // Mongolian variation selectors and vowel separator
        0x200b, 0x200f, // zero width space, joiners, directional marks
        0x202a, 0x202e, // directional embeddings and overrides
        0x2060, 0x206f, // word joiner, invisible operators, isolates, deprecated format characters
        0x3164, 0x3164, // Hangul filler
        0xfe00, 0xfe0f, // variation selectors
        0xfeff, 0xfeff, // zero width no-break space
        0xffa0, 0xffa0, // halfwidth Hangul filler
        0xfff0, 0xfff8, // reserved
        0x1bca0, 0x1bca3, // shorthand format controls
        0x1d173, 0x1d17a, // musical format controls
        0xe0000, 0xe0fff, // tags, variation selectors supplement, reserved
    };

    private static final int LOWEST = DEFAULT_IGNORABLE[0];

    private InvisibleCharacters() {}

    static boolean contains(int codePoint) {
        return codePoint >= LOWEST
                && (isDefaultIgnorable(codePoint) || Character.getType(codePoint) == Character.FORMAT);
    }

    static boolean isDefaultIgnorable(int codePoint) {
        int place = Arrays.binarySearch(DEFAULT_IGNORABLE, codePoint);
        // Between the ends of a range the place to insert at is an odd one.
        return place >= 0 || (-place - 1) % 2 == 1;
    }
}
