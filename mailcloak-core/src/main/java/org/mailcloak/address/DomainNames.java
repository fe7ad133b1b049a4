package org.mailcloak.address;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Domain names to their normal form (A-labels, lower case).
 *
 * <p>{@link IDN} of the JDK is IDNA 2003, which maps the sharp s, the final sigma and the joiners away; IDNA 2008 (RFC
 * 5894 section 7.2) gives names with them an A-label of their own. A label that holds one of those is therefore encoded
 * here (RFC 3492), so that {@code straße.example} is never mistaken for {@code strasse.example}.
 */
final class DomainNames {

    /** Characters that stand in no domain (RFC 5322 section 3.2.3); the dot, brackets and colon have uses of their own. */
    static final String SPECIALS = "()<>@,;\"\\";

    /** RFC 3454 table B.1 without the joiners, which are {@linkplain #hasDeviation deviations}. */
    private static final Pattern IGNORED =
            Pattern.compile("[\\u00ad\\u034f\\u1806\\u180b-\\u180d\\u200b\\u2060\\ufe00-\\ufe0f\\ufeff]");

    private static final String ACE_PREFIX = "xn--";

    private DomainNames() {}

    static Optional<String> normalise(String text) {
        if (text.isEmpty() || text.length() > MailDomain.MAX_LENGTH) {
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
        if (!plain && hasLoneSurrogate(text)) {
            return Optional.empty();
        }
        String name = plain ? text : isAscii(text) ? text.toLowerCase(Locale.ROOT) : toAscii(text);
        if (!plain && hasSpecial(name)) {
            return Optional.empty();
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        // A-labels are longer than what they stand for; what was taken once must be taken again.
        return name.isEmpty() || name.endsWith(".") || name.length() > MailDomain.MAX_LENGTH
                ? Optional.empty()
                : Optional.of(name);
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
        return IGNORED.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
    }

    private static String label(String label) {
        if (isAscii(label)) {
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
