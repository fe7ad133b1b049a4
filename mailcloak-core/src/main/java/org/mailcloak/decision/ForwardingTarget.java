package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;

/**
 * One target of an alias as a mail address. Its letter case is kept: what a foreign server makes of it is its own business.
 *
 * @param host the domain's normal form
 */
record ForwardingTarget(String localPart, String host) {

    private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~";

    /**
     * @param text a login name, which stands for a mailbox in the alias's domain, or a mail address
     * @return empty if the text has an {@code @} and is no address
     */
    static Optional<ForwardingTarget> of(String text, MailDomain domain) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return Optional.of(new ForwardingTarget(text, domain.name()));
        }
        return at == 0
                ? Optional.empty()
                : MailDomain.parse(text.substring(at + 1))
                        .map(host -> new ForwardingTarget(text.substring(0, at), host.name()));
    }

    /** A name without {@code @}. */
    static ForwardingTarget inDomain(String name, MailDomain domain) {
        return new ForwardingTarget(name, domain.name());
    }

    static ForwardingTarget of(EmailAddress address) {
        return new ForwardingTarget(address.localPart(), address.domain().name());
    }

    ForwardingTarget withExtension(String extension) {
        return extension.isEmpty() ? this : new ForwardingTarget(localPart + extension, host);
    }

    /** In normal form; empty if Postfix will not find it in any map either. */
    Optional<EmailAddress> address() {
        return EmailAddress.parse(localPart + '@' + host);
    }

    /**
     * As RFC 5321 writes it. Postfix reads a map's result as a list of addresses, so a local part that is not a dot-string
     * is quoted: a login name with a comma stays one recipient.
     */
    @Override
    public String toString() {
        return quoted(localPart) + '@' + host;
    }

    private static String quoted(String localPart) {
        if (isDotString(localPart)) {
            return localPart;
        }
        StringBuilder out = new StringBuilder(localPart.length() + 8).append('"');
        for (int i = 0; i < localPart.length(); i++) {
            char c = localPart.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.append('"').toString();
    }

    /** Dot-string of RFC 5321 section 4.1.2, with the UTF-8 of RFC 6531. */
    private static boolean isDotString(String text) {
        boolean dot = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (dot) {
                    return false;
                }
                dot = true;
            } else if (c >= 0x80 || Character.isLetterOrDigit(c) || ATEXT.indexOf(c) >= 0) {
                dot = false;
            } else {
                return false;
            }
        }
        return !dot;
    }
}
