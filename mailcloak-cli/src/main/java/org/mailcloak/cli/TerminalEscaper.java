package org.mailcloak.cli;

/** Makes characters visible that would steer a terminal, break a line of a list, or turn the reading order round. */
final class TerminalEscaper {

    private static final String LINE_AND_BIDI_CONTROLS =
            "\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private TerminalEscaper() {}

    /** {@code \x1b}, {@code \t} and {@code \}{@code u202e} stand for such characters; all else stays as it is. */
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isHidden(c)) {
                out.append(c);
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c == '\n') {
                out.append("\\n");
            } else {
                out.append(c < 0x100 ? String.format("\\x%02x", (int) c) : unicodeEscape(c));
            }
        }
        return out.toString();
    }

    /** The same for the text of a JSON document that is laid out in lines: only strings hold such characters. */
    static String ofJson(String document) {
        StringBuilder out = new StringBuilder(document.length());
        for (int i = 0; i < document.length(); i++) {
            char c = document.charAt(i);
            if (isHidden(c) && c != '\n') {
                out.append(unicodeEscape(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isHidden(char c) {
        return Character.isISOControl(c) || LINE_AND_BIDI_CONTROLS.indexOf(c) >= 0;
    }

    private static String unicodeEscape(char c) {
        return String.format("\\u%04x", (int) c);
    }
}
