package org.mailcloak.address;

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
 *       with the {@linkplain LocalDomains#origin origin}; so is, as a whole, what Postfix has to quote, such as {@code
 *       user%site.} or {@code user%[192.0.2.1]} (global/quote_822_local.c), before it is read on;
 *   <li>at a domain of Postfix's own, {@code user@site@own}, {@code site!user@own} and {@code user%site@own} are {@code
 *       user@site}, once more and again. Whether Postfix does so depends on the class of the domain, so both readings
 *       count: see {@link AddressInterpretations};
 *   <li>one trailing dot of a domain goes; comments, blanks and quotes around a domain go when the address is parsed
 *       again on its way; what is invisible in it goes for the person who reads it.
 * </ul>
 *
 * <p>Immutable and free of I/O, apart from what {@link LocalDomains} does.
 */
public final class AddressReader {

    /** Plain spellings only: what they are read as depends on nothing but their text. */
    private static final AddressParseCache PLAIN = new AddressParseCache();

    private final String delimiters;

    /** @param recipientDelimiter the characters of Postfix's {@code recipient_delimiter}; empty: no extensions */
    public AddressReader(String recipientDelimiter) {
        this.delimiters = recipientDelimiter;
    }

    /** Reads a sender as it stands in a policy request; the text is not empty. */
    public AddressInterpretations read(String text, LocalDomains local) {
        return read(text, local, false);
    }

    /**
     * Reads a recipient as it stands in a policy request; the text is not empty. Unlike a sender, Postfix resolves it: at
     * each domain of its own, some of which only Postfix knows, the local part is read once more.
     */
    public AddressInterpretations readRecipient(String text, LocalDomains local) {
        return read(text, local, true);
    }

    private static AddressInterpretations read(String text, LocalDomains local, boolean recipient) {
        @Nullable AddressInterpretations known = PLAIN.find(text);
        if (known != null) {
            return known;
        }
        if (text.lastIndexOf('@') > 0 && text.charAt(0) != '@' && text.charAt(0) != '"') {
            Optional<EmailAddress> plain = EmailAddress.parse(text);
            if (plain.isPresent() && !Routing.isRouted(plain.get().localPart())) {
                AddressInterpretations spelling = plain(plain.get(), text);
                PLAIN.put(text, spelling);
                return spelling;
            }
        }
        return new RoutedText(local, recipient).read(text);
    }

    private static AddressInterpretations plain(EmailAddress address, String text) {
        if (DomainNames.isAscii(text)) {
            return AddressInterpretations.of(address);
        }
        String shown = Ornament.strip(text.substring(text.lastIndexOf('@') + 1));
        return MailDomain.parse(shown)
                .filter(domain -> !domain.equals(address.domain()))
                .map(domain -> AddressInterpretations.of(address, domain))
                .orElseGet(() -> AddressInterpretations.of(address));
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
}
