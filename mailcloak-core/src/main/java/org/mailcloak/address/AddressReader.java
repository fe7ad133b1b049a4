package org.mailcloak.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an address as Postfix will understand it in the end. A policy service sees addresses before Postfix rewrites
 * them, so a check of the plain text can be passed by a spelling that arrives as another address.
 *
 * <p>The rules are those of {@code trivial-rewrite/rewrite.c} (rewrite_tree) and {@code resolve.c} (resolve_addr):
 *
 * <ul>
 *   <li>a source route {@code @a,@b:user@site} is {@code user@site};
 *   <li>without {@code @}, {@code site!user} and {@code user%site} are {@code user@site}, and anything else is completed
 *       with the {@linkplain LocalDomains#origin origin};
 *   <li>at a local domain, {@code user@site@local}, {@code site!user@local} and {@code user%site@local} are
 *       {@code user@site}, once more and again. Whether Postfix does so depends on the class of the local domain, so both
 *       readings count: see {@link Spelling};
 *   <li>one trailing dot of a domain goes; comments, blanks and quotes around a domain go when the address is parsed
 *       again on its way.
 * </ul>
 *
 * <p>Immutable and free of I/O, apart from what {@link LocalDomains} does.
 */
public final class AddressReader {

    /** A spelling with more hops than this is not believed to be an address at all. */
    private static final int MAX_READINGS = 8;

    /** Plain spellings only: what they are read as depends on nothing but their text. */
    private static final RecentSpellings PLAIN = new RecentSpellings();

    private final String delimiters;

    /** @param recipientDelimiter the characters of Postfix's {@code recipient_delimiter}; empty: no extensions */
    public AddressReader(String recipientDelimiter) {
        this.delimiters = recipientDelimiter;
    }

    /** Reads a sender or recipient as it stands in a policy request; the text is not empty. */
    public Spelling read(String text, LocalDomains local) {
        @Nullable Spelling known = PLAIN.find(text);
        if (known != null) {
            return known;
        }
        int at = text.lastIndexOf('@');
        if (at > 0 && text.charAt(0) != '@') {
            Optional<EmailAddress> plain = EmailAddress.parse(text);
            if (plain.isPresent() && !isRouted(plain.get().localPart())) {
                Spelling spelling = Spelling.of(plain.get());
                PLAIN.put(text, spelling);
                return spelling;
            }
        }
        return readRouted(text, local);
    }

    /** The address without its extension, if it has one: {@code user+ext@d} is {@code user@d}. */
    public Optional<EmailAddress> withoutExtension(EmailAddress address) {
        int split = extensionStart(address.localPart());
        return split < 0
                ? Optional.empty()
                : Optional.of(address.withLocalPart(address.localPart().substring(0, split)));
    }

    /** The extension with its delimiter, such as {@code +ext}; empty if there is none. */
    public String extension(EmailAddress address) {
        int split = extensionStart(address.localPart());
        return split < 0 ? "" : address.localPart().substring(split);
    }

    /**
     * As {@code global/split_addr.c}: the first delimiter counts, but not as the first character; reserved names and,
     * with {@code -}, mailing list names ({@code owner-x}, {@code x-request}) are never split. Nor is what would leave
     * quotes, which stand in no normal form.
     */
    private int extensionStart(String localPart) {
        if (delimiters.isEmpty() || ReservedNames.isNeverSplit(localPart, delimiters)) {
            return -1;
        }
        for (int i = 1; i < localPart.length(); i++) {
            if (delimiters.indexOf(localPart.charAt(i)) >= 0) {
                return LocalParts.isQuoted(localPart.substring(0, i)) ? -1 : i;
            }
        }
        return -1;
    }

    private static Spelling readRouted(String text, LocalDomains local) {
        List<EmailAddress> readings = new ArrayList<>();
        List<MailDomain> domains = new ArrayList<>();
        String rest = withoutSourceRoute(text);
        while (readings.size() < MAX_READINGS) {
            Hop hop = Hop.of(rest, local);
            hop.domain().ifPresent(domains::add);
            if (hop.address().isEmpty()) {
                return new Spelling(readings, domains, false);
            }
            EmailAddress address = hop.address().get();
            readings.add(address);
            if (!isRouted(address.localPart()) || !local.contains(address.domain())) {
                return new Spelling(readings, domains, true);
            }
            rest = address.localPart();
        }
        return new Spelling(readings, domains, false);
    }

    private static String withoutSourceRoute(String text) {
        int colon = text.charAt(0) == '@' ? text.indexOf(':') : -1;
        return colon > 0 && colon < text.length() - 1 ? text.substring(colon + 1) : text;
    }

    private static boolean isRouted(String localPart) {
        for (int i = 0; i < localPart.length(); i++) {
            char c = localPart.charAt(i);
            if (c == '@' || c == '!' || c == '%') {
                return true;
            }
        }
        return false;
    }
}
