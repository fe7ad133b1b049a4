package org.mailcloak.store;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client certificate, or its public key, that stands for a login.
 *
 * @param fingerprint in the form of {@link #normalForm}, as Postfix's {@code ccert_pubkey_fingerprint} gives it
 * @param login never blank
 * @param label what the operator calls it; may be empty
 * @param enabled whether it counts
 */
public record Certificate(String fingerprint, String login, String label, boolean enabled) {

    /** MD5, SHA-1, SHA-256, SHA-384, SHA-512: what {@code smtpd_tls_fingerprint_digest} can be set to, in bytes. */
    private static final Set<Integer> LENGTHS = Set.of(16, 20, 32, 48, 64);

    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

    public Certificate {
        if (login.isBlank()) {
            throw new IllegalArgumentException("A certificate needs a login");
        }
    }

    /**
     * Upper-case pairs of hexadecimal digits with colons between them.
     *
     * @param text in any letter case, with or without colons
     * @return empty if it is no fingerprint of a digest that Postfix may use
     */
    public static Optional<String> normalForm(String text) {
        byte @Nullable [] bytes = bytes(text);
        return bytes != null && LENGTHS.contains(bytes.length) ? Optional.of(PAIRS.formatHex(bytes)) : Optional.empty();
    }

    private static byte @Nullable [] bytes(String text) {
        try {
            return text.indexOf(':') >= 0
                    ? PAIRS.parseHex(text.toUpperCase(Locale.ROOT))
                    : HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException noHexadecimal) {
            return null;
        }
    }
}
