package org.mailcloak.address;

import java.util.Optional;

/**
 * One step of reading a routed address.
 *
 * @param address what the text names, if that is an address
 * @param domain the domain it names, also where the text as a whole is no address
 */
record Hop(Optional<EmailAddress> address, Optional<MailDomain> domain) {

    /** The order of the operators is that of rewrite_tree: the last {@code @}, the first {@code !}, the last {@code %}. */
    static Hop of(String text, LocalDomains local) {
        String stripped = withoutEmptyDomains(text);
        int at = stripped.lastIndexOf('@');
        if (at >= 0) {
            return of(stripped.substring(0, at), stripped.substring(at + 1));
        }
        int bang = stripped.indexOf('!');
        if (bang >= 0) {
            return of(stripped.substring(bang + 1), stripped.substring(0, bang));
        }
        int percent = stripped.lastIndexOf('%');
        if (percent >= 0) {
            return of(stripped.substring(0, percent), stripped.substring(percent + 1));
        }
        Optional<MailDomain> origin = local.origin();
        return new Hop(address(stripped, origin), origin);
    }

    /** Postfix takes one off when it rewrites, and every program on the way after it may do so again. */
    private static String withoutEmptyDomains(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '@') {
            end--;
        }
        return text.substring(0, end);
    }

    private static Hop of(String localPart, String domain) {
        Optional<MailDomain> plain = MailDomain.parse(domain);
        return plain.isPresent()
                ? new Hop(address(localPart, plain), plain)
                : new Hop(Optional.empty(), MailDomain.parse(withoutOrnament(domain)));
    }

    private static Optional<EmailAddress> address(String localPart, Optional<MailDomain> domain) {
        return domain.flatMap(name -> LocalParts.normalise(localPart).map(part -> new EmailAddress(part, name)));
    }

    /**
     * What is left of a domain when the next parser has dropped comments, blanks, quotes and surplus dots: Postfix does
     * not quote the domain when it writes an address out ({@code global/quote_822_local.c}).
     */
    private static String withoutOrnament(String domain) {
        StringBuilder out = new StringBuilder(domain.length());
        int depth = 0;
        for (int i = 0; i < domain.length(); i++) {
            char c = domain.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && c > ' ' && c != 0x7f && DomainNames.SPECIALS.indexOf(c) < 0) {
                out.append(c);
            }
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == '.') {
            end--;
        }
        return out.substring(0, end);
    }
}
