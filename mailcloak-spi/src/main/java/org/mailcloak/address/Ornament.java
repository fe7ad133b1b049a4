package org.mailcloak.address;

/** What around and in a domain is shown as nothing, or dropped by the next program that parses it. */
final class Ornament {

    private Ornament() {}

    /**
     * The domain without comments, blanks, quotes, invisible characters and surplus dots: Postfix does not quote the domain
     * when it writes an address out ({@code global/quote_822_local.c}).
     */
    static String strip(String domain) {
        StringBuilder out = new StringBuilder(domain.length());
        int depth = 0;
        for (int i = 0; i < domain.length(); ) {
            int c = domain.codePointAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && !isOrnament(c)) {
                out.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == '.') {
            end--;
        }
        return out.substring(0, end);
    }

    private static boolean isOrnament(int c) {
        return c <= ' ' || c == 0x7f || DomainNames.SPECIALS.indexOf(c) >= 0 || InvisibleCharacters.contains(c);
    }
}
