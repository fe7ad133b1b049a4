package org.mailcloak.administration;

import java.util.Optional;

/** Characters that stand in no name or address that is stored: blanks, controls and what cannot be seen. */
final class Characters {

    private Characters() {}

    /** Returns the first fault of a text of any meaning, in words that follow the text. */
    static Optional<String> fault(String text) {
        if (text.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (isBlank(text.codePointAt(0))) {
            return Optional.of("it begins with a blank");
        }
        if (isBlank(text.codePointBefore(text.length()))) {
            return Optional.of("it ends with a blank");
        }
        return text.codePoints()
                .filter(c -> isBlank(c) || isControl(c) || isInvisible(c))
                .mapToObj(Characters::describe)
                .findFirst();
    }

    /** The text without blanks around it. */
    static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The first of these characters that is in the text. */
    static Optional<String> firstOf(String characters, String text) {
        return text.codePoints()
                .filter(c -> characters.indexOf(c) >= 0)
                .mapToObj(Character::toString)
                .findFirst();
    }

    static boolean isBlank(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE || c == 0xfffd;
    }

    /** Format characters, and Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt, which Java has not. */
    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || c == 0x034f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || (c >= 0x180b && c <= 0x180f)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0x2800
                || c == 0x3164
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xffa0
                || (c >= 0xfff0 && c <= 0xfff8)
                || (c >= 0xe0000 && c <= 0xe0fff);
    }

    private static String describe(int c) {
        String kind = isBlank(c) ? "a blank" : isControl(c) ? "a control character" : "an invisible character";
        return c == ' ' ? "it holds a blank" : "it holds " + kind + String.format(" (U+%04X)", c);
    }
}
