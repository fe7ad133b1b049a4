package org.mailcloak.address;

/**
 * A text without the source route before it: {@code @a,@b:user@site} is {@code user@site}.
 *
 * @param address what is left; the whole text if it has no route
 * @param certain false if parsers differ about where the route ends, or nothing usable is left
 */
record SourceRoute(String address, boolean certain) {

    static SourceRoute strip(String text) {
        int colon = text.charAt(0) == '@' ? text.indexOf(':') : -1;
        if (colon < 0) {
            return new SourceRoute(text, true);
        }
        String rest = text.substring(colon + 1);
        return new SourceRoute(rest, isPlain(text, colon) && !rest.isEmpty() && rest.charAt(0) != '@');
    }

    /** Nothing that a tokenizer takes together, such as quotes, a comment or a literal with a colon in it. */
    private static boolean isPlain(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80 && !Character.isLetterOrDigit(c) && "@,.-_ ".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
