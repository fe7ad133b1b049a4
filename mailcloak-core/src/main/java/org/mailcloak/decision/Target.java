package org.mailcloak.decision;

import org.mailcloak.address.MailDomain;

/**
 * Where an alias leads, written as an RFC 5321 address. Postfix reads a map's result as a list of addresses, so a local
 * part that is not a dot-string is quoted: a login name with a comma stays one recipient.
 */
final class Target {

    private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~";

    private Target() {}

    /** A login name that is itself an address keeps its own domain. */
    static String of(String login, String extension, MailDomain domain) {
        int at = login.lastIndexOf('@');
        String localPart = at > 0 ? login.substring(0, at) : login;
        String host = at > 0 && at < login.length() - 1
                ? MailDomain.parse(login.substring(at + 1))
                        .map(MailDomain::name)
                        .orElse(domain.name())
                : domain.name();
        return quoted(localPart + extension) + '@' + host;
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
