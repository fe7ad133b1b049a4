package org.mailcloak.server.logging;

/** Makes text safe for one line of a log, so that nothing a client sends can forge a line or hide in one. */
final class Escapes {

    private Escapes() {}

    /** In double quotes, as a JSON string (RFC 8259 section 7). */
    static void appendQuoted(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            append(out, c);
        }
        out.append('"');
    }

    /** Without quotes: only what would break or disguise the line is escaped. */
    static void appendPlain(StringBuilder out, String value) {
        for (int i = 0; i < value.length(); i++) {
            append(out, value.charAt(i));
        }
    }

    private static void append(StringBuilder out, char c) {
        if (isHarmless(c)) {
            out.append(c);
        } else {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit(c >> shift & 0xf, 16));
            }
        }
    }

    /** Control characters, line separators and marks that turn the direction of writing are not. */
    private static boolean isHarmless(char c) {
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED
                && type != Character.PRIVATE_USE;
    }
}
