package org.mailcloak.administration;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailcloak.store.Certificate;

/**
 * Reads the fingerprint of a client's public key, as {@code openssl dgst} and Postfix write it: hexadecimal digits with
 * colons or without, in any letter case, with the name of the digest before it.
 */
public final class FingerprintInput {

    private static final String KIND = "a fingerprint of a public key";
    private static final String EXPECTED =
            "expected 64 hexadecimal digits (SHA-256) as Postfix logs them, or as `openssl x509 -in cert.pem -noout -pubkey |"
                    + " openssl pkey -pubin -outform DER | openssl dgst -sha256 -c` prints them; or name the certificate:"
                    + " --file cert.pem";

    /** {@code SHA2-256(stdin)= ab:cd}, {@code (stdin)= abcd}, {@code pubkey_fingerprint=AB:CD}. */
    private static final Pattern NAMED = Pattern.compile("[^=]*=\\s*([0-9A-Fa-f:]+),?");

    private static final Pattern OF_CERTIFICATE =
            Pattern.compile("(sha|md)[0-9-]+ fingerprint=.*", Pattern.CASE_INSENSITIVE);

    private FingerprintInput() {}

    /** The fingerprint in the form of {@link Certificate#normalForm}. */
    public static Parsed<String> parse(String text) {
        String stripped = Characters.stripped(text);
        if (OF_CERTIFICATE.matcher(stripped).matches()) {
            return new Parsed.Refused<>(
                    text, KIND, "`openssl x509 -fingerprint` prints that of the whole certificate", EXPECTED);
        }
        Matcher named = NAMED.matcher(stripped);
        Optional<String> fingerprint = Certificate.normalForm(named.matches() ? named.group(1) : stripped);
        return fingerprint
                .map(Parsed::accepted)
                .orElseGet(() -> new Parsed.Refused<>(text, KIND, "it is no digest that Postfix knows", EXPECTED));
    }
}
