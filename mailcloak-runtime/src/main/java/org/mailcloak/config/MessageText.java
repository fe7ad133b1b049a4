package org.mailcloak.config;

/** How foreign text appears in messages: short, on one line, and no more of it than is meant to be seen. */
final class MessageText {

    private static final int LONGEST = 80;

    private MessageText() {}

    /** A value that is no secret, between backquotes. */
    static String value(String text) {
        StringBuilder shown = new StringBuilder("`");
        text.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(visible(c)));
        return shown.append(text.codePointCount(0, text.length()) > LONGEST ? "...`" : "`")
                .toString();
    }

    /**
     * A key. {@code client_secret:x}, without the space, is a key to YAML, so what follows the first character that no
     * key has is left out.
     */
    static String key(String text) {
        int end = 0;
        while (end < text.length() && end < LONGEST && isKeyCharacter(text.charAt(end))) {
            end++;
        }
        return end == text.length() ? text : text.substring(0, end) + "...";
    }

    /** Returns a message of any origin as one line: a library's may repeat a character of the file unchanged. */
    static String line(String message) {
        return message.codePoints()
                .map(MessageText::visible)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int visible(int codePoint) {
        return Character.isISOControl(codePoint) ? '?' : codePoint;
    }

    private static boolean isKeyCharacter(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }
}
