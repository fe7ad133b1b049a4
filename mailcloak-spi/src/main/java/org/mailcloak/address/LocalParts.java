package org.mailcloak.address;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Local parts to their normal form: lower case, NFC, without quotes. */
final class LocalParts {

    /** Longest local part that is taken for one, in characters. RFC 5321 says 64 bytes; Postfix takes far more. */
    static final int MAX_LOCAL_PART = 2048;

    /** The same for one that is not ASCII: to normalise it takes a hundred times as long, on the thread that serves all. */
    static final int MAX_INTERNATIONAL_LOCAL_PART = 512;

    private LocalParts() {}

    static Optional<String> normalise(String text) {
        String raw = isQuoted(text) ? unquote(text) : text;
        // Quotes within quotes: were it taken, its normal form would read as the address without them.
        if (raw.isEmpty() || isQuoted(raw) || raw.length() > MAX_LOCAL_PART || !isText(raw)) {
            return Optional.empty();
        }
        if (DomainNames.isAscii(raw)) {
            return Optional.of(raw.toLowerCase(Locale.ROOT));
        }
        if (raw.length() > MAX_INTERNATIONAL_LOCAL_PART) {
            return Optional.empty();
        }
        String lower = Normalizer.normalize(raw, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String normal = Normalizer.normalize(lower, Normalizer.Form.NFC);
        // Lower case may be longer. What was taken once must be taken again.
        return normal.length() > MAX_INTERNATIONAL_LOCAL_PART ? Optional.empty() : Optional.of(normal);
    }

    static boolean isQuoted(String text) {
        return text.length() >= 2 && text.charAt(0) == '"' && text.charAt(text.length() - 1) == '"';
    }

    /** Takes off the quotes and undoes {@code quoted-pair} (RFC 5321 section 4.1.2). */
    private static String unquote(String text) {
        if (text.indexOf('\\') < 0) {
            return text.substring(1, text.length() - 1);
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() - 1) {
                i++;
                c = text.charAt(i);
            }
            out.append(c);
        }
        return out.toString();
    }

    /**
     * No local part of RFC 5321 section 4.1.2 holds a control character, quoted or not, and no reply to Postfix can. Half a
     * surrogate pair is what a decoder leaves of bytes that are no UTF-8: an encoder further on would make a question mark
     * of it.
     */
    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return !DomainNames.hasLoneSurrogate(text);
    }
}
