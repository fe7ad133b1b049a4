package org.mailcloak.server.logging;

import org.mailcloak.config.LogSection;

/**
 * Hides addresses in text that people wrote around them: messages of exceptions, of providers, and details. What stands
 * around an {@code @} up to a blank, a quote or a bracket is taken for one. Pure; the time it takes grows with the text.
 */
public enum AddressMask {
    /** Shows everything. */
    FULL,
    /** Shows the domains of addresses. */
    DOMAIN,
    /** Shows nothing of an address. */
    NONE;

    private static final String ENDS = " \t\r\n'<>(),;:[]{}=|";

    /** For {@code log.addresses}. */
    public static AddressMask of(LogSection.Addresses shown) {
        return switch (shown) {
            case FULL -> FULL;
            case DOMAIN -> DOMAIN;
            case NONE -> NONE;
        };
    }

    /** The text with {@code *} in place of what is hidden. */
    public String hide(String text) {
        if (this == FULL || text.indexOf('@') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', copied)) {
            int begin = beginOf(text, copied, at);
            int end = at + 1;
            while (end < text.length() && !isEnd(text.charAt(end))) {
                end++;
            }
            int domain = text.lastIndexOf('@', end - 1);
            out.append(text, copied, begin).append('*');
            if (this == DOMAIN) {
                out.append(text, domain, end);
            }
            copied = end;
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** A quoted local part may hold what ends others. */
    private static int beginOf(String text, int from, int at) {
        int begin = at;
        if (begin > from && text.charAt(begin - 1) == '"') {
            int quote = text.lastIndexOf('"', begin - 2);
            return Math.max(quote, from);
        }
        while (begin > from && !isEnd(text.charAt(begin - 1)) && text.charAt(begin - 1) != '"') {
            begin--;
        }
        return begin;
    }

    private static boolean isEnd(char c) {
        return ENDS.indexOf(c) >= 0 || c == '"';
    }
}
