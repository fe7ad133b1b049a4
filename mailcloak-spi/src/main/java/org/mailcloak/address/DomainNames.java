package org.mailcloak.address;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Domain names to their normal form (A-labels, lower case).
 *
 * <p>{@link IDN} of the JDK is IDNA 2003, which maps the sharp s, the final sigma and the joiners away; IDNA 2008 (RFC
 * 5894 section 7.2) gives names with them an A-label of their own. A label that holds one of those is therefore encoded
 * here (RFC 3492), so that {@code straße.example} is never mistaken for {@code strasse.example}.
 */
final class DomainNames {

    /** Longest name that is taken for a domain, in characters. DNS allows 253 bytes; some room for odd spellings. */
    static final int MAX_LENGTH = 1024;

    /** The same for text that is not ASCII: to normalise it takes a hundred times as long, on the thread that serves all. */
    static final int MAX_INTERNATIONAL = 512;

    /** Characters that stand in no domain (RFC 5322 section 3.2.3); the dot, brackets and colon have uses of their own. */
    static final String SPECIALS = "()<>@,;\"\\";

    /** Longest label in DNS (RFC 1035), and so of an A-label; an A-label has more characters than what it stands for. */
    private static final int MAX_LABEL = 63;

    /** IDNA 2003 drops it (RFC 3454 table B.1), though it can be seen. */
    private static final int MONGOLIAN_TODO_HYPHEN = 0x1806;

    private static final String ACE_PREFIX = "xn--";

    private DomainNames() {}

    static Optional<String> normalise(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        boolean plain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain &= c < 0x80 && !(c >= 'A' && c <= 'Z');
        }
        if (hasSpecial(text)) {
            return Optional.empty();
        }
        boolean ascii = plain || isAscii(text);
        if (!ascii && (text.length() > MAX_INTERNATIONAL || hasLoneSurrogate(text))) {
            return Optional.empty();
        }
        String name = plain ? text : ascii ? text.toLowerCase(Locale.ROOT) : toAscii(text);
        if (!plain && hasSpecial(name)) {
            return Optional.empty();
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        // A-labels are longer than what they stand for; what was taken once must be taken again.
        int limit = ascii || isAscii(name) ? MAX_LENGTH : MAX_INTERNATIONAL;
        return name.isEmpty() || name.endsWith(".") || name.length() > limit ? Optional.empty() : Optional.of(name);
    }

    private static boolean hasSpecial(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' '
                    || Character.isISOControl(c)
                    || SPECIALS.indexOf(c) >= 0
                    || (c == ':' && text.charAt(0) != '[')) {
                return true;
            }
        }
        return false;
    }

    static String toUnicode(String name) {
        return name.contains(ACE_PREFIX) ? IDN.toUnicode(name, IDN.ALLOW_UNASSIGNED) : name;
    }

    private static String toAscii(String text) {
        String composed = lower(mapped(text));
        StringBuilder out = new StringBuilder(composed.length() + 16);
        int start = 0;
        for (int i = 0; i <= composed.length(); i++) {
            if (i == composed.length() || isDot(composed.charAt(i))) {
                out.append(label(composed.substring(start, i)));
                if (i < composed.length()) {
                    out.append('.');
                }
                start = i + 1;
            }
        }
        return out.toString();
    }

    /**
     * The mappings of UTS 46 before the name is cut at its dots, as Postfix's ICU does it: compatibility forms, among them
     * the one dot leader, and what is ignored, such as the soft hyphen, also where a label has nothing else.
     */
    private static String mapped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .filter(point -> !isIgnored(point))
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** The joiners are {@linkplain #hasDeviation deviations}: a name with one is a name of its own. */
    private static boolean isIgnored(int point) {
        return point == MONGOLIAN_TODO_HYPHEN
                || (InvisibleCharacters.isDefaultIgnorable(point) && point != 0x200c && point != 0x200d);
    }

    private static String label(String label) {
        if (isAscii(label) || label.length() > MAX_LABEL) {
            return label;
        }
        if (hasDeviation(label)) {
            return ACE_PREFIX + Punycode.encode(label);
        }
        try {
            return lower(IDN.toASCII(label, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException notIdna) {
            // Too long, or characters that IDNA prohibits: no host has this name. It equals only itself.
            return label;
        }
    }

    private static boolean hasDeviation(String label) {
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c == '\u00df' || c == '\u03c2' || c == '\u200c' || c == '\u200d') {
                return true;
            }
        }
        return false;
    }

    /** The full stops of RFC 3490 section 3.1. */
    private static boolean isDot(char c) {
        return c == '.' || c == '\u3002' || c == '\uff0e' || c == '\uff61';
    }

    private static String lower(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
