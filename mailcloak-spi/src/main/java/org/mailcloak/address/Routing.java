package org.mailcloak.address;

/**
 * How Postfix cuts a text into local part and domain where it has no {@code @}, and where a local part is read once more.
 *
 * @param localPart what is before the last operator, or behind the first {@code !}
 * @param domain what it is routed to, not yet parsed
 * @param certain false if Postfix scans the text anew as written in a header, so that quotes, comments and backslashes in it
 *     count: what comes of such a text is not modelled
 */
record Routing(String localPart, String domain, boolean certain) {

    /** What {@code global/quote_822_local.c} puts into quotes, beside blanks, control characters and misplaced dots. */
    private static final String QUOTED = "()<>@,;:\\\"[]";

    /** By {@code rewrite_tree}: the first {@code !}, else the last {@code %}; by {@code resolve_addr} for quoted text: {@code %} first. */
    static Routing of(String text) {
        boolean atoms = isDotString(text);
        int bang = text.indexOf('!');
        int percent = text.lastIndexOf('%');
        return bang >= 0 && (atoms || percent < 0)
                ? new Routing(text.substring(bang + 1), text.substring(0, bang), atoms)
                : new Routing(text.substring(0, percent), text.substring(percent + 1), true);
    }

    static boolean isRouted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' || c == '!' || c == '%') {
                return true;
            }
        }
        return false;
    }

    /** As {@code is_822_dot_string}: whether Postfix leaves the text without quotes, so that operators in it count at once. */
    static boolean isDotString(String text) {
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f || QUOTED.indexOf(c) >= 0 || (c == '.' && before == '.')) {
                return false;
            }
            before = c;
        }
        return before != '.';
    }
}
