package org.mailcloak.e2e.spelling;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may become of an accepted spelling at a {@link SpellingSite}. Written apart from the server's own reading of addresses,
 * from what a person sees.
 */
final class SpellingVerdicts {

    private static final Set<String> LOCAL = Set.of("d1.test", "d2.test", "b\u00fccher.test");
    /** As Postfix writes them where it delivers; what only looks so is a site that nobody has. */
    private static final Set<String> DELIVERED = Set.of("d1.test", "d2.test", "b\u00fccher.test", "xn--bcher-kva.test");

    private static final Set<String> OF_ALICE = Set.of("alice@d1.test", "alias1@d1.test");

    /** What mail from outside may reach, after aliases. Postfix asks nothing about a bare postmaster (RFC 5321 section 4.5.1). */
    private static final Set<String> OPEN =
            Set.of("alice@d1.test", "bob@d1.test", "catcher@d1.test", "dave@d2.test", "postmaster@d2.test");

    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cf}\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}"
                    + "\\x{180b}-\\x{180f}\\x{2065}\\x{3164}\\x{fe00}-\\x{fe0f}\\x{ffa0}\\x{fff0}-\\x{fff8}\\x{e0000}-\\x{e0fff}]");

    private static final Pattern EXTENSION = Pattern.compile("(?<=.)[+-].*");

    private SpellingVerdicts() {}

    /** @param sender as Postfix sent it on, empty for {@code <>} */
    static boolean isLocal(String sender) {
        return LOCAL.contains(shownDomain(sender));
    }

    /** Whether alice, who has logged in, may be shown as this sender. */
    static boolean isOfAlice(String sender) {
        return OF_ALICE.contains(bare(sender));
    }

    /** Whether mail for a local domain reached what policy and aliases let it reach. */
    static boolean isClosed(String recipient) {
        String domain = recipient.substring(recipient.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return DELIVERED.contains(domain) && !OPEN.contains(bare(recipient));
    }

    /** Without extension, and as it is shown. */
    private static String bare(String address) {
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        String unquoted = local.startsWith("\"") && local.endsWith("\"") && local.length() > 1
                ? local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1")
                : local;
        return EXTENSION.matcher(unquoted.toLowerCase(Locale.ROOT)).replaceFirst("") + '@' + shownDomain(address);
    }

    private static String shownDomain(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        String seen = INVISIBLE
                .matcher(Normalizer.normalize(domain, Normalizer.Form.NFKC))
                .replaceAll("");
        String unicode = IDN.toUnicode(seen.toLowerCase(Locale.ROOT).replaceAll("[() ]", ""), IDN.ALLOW_UNASSIGNED);
        return Normalizer.normalize(unicode, Normalizer.Form.NFC).replaceAll("\\.+$", "");
    }
}
