package org.mailcloak.administration;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.AliasAddress;

/**
 * Reads a mail address that is to be stored. Stricter than what Mailcloak takes from Postfix: one plain address, that mail
 * from elsewhere can reach as it is written.
 */
public final class AddressInput {

    /** Longest local part in bytes, RFC 5321 section 4.5.3.1.1. */
    static final int MAX_LOCAL_PART = 64;

    private static final String KIND = "a mail address";
    private static final String EXPECTED = "expected one such as alice@d1.test";
    private static final String ALIAS_EXPECTED = "expected one such as sales@d1.test, or @d1.test for a catch-all";
    private static final String SPECIAL = "()[]:\\";
    private static final String ROUTING = "@%!";

    private AddressInput() {}

    /** Reads an address of a user, a group or an application. */
    public static Parsed<EmailAddress> parse(String text) {
        return read(text, EXPECTED, true);
    }

    /** Reads an address elsewhere or here that mail is sent on to; two dots in a row are other servers' business. */
    static Parsed<EmailAddress> parseForeign(String text) {
        return read(text, EXPECTED, false);
    }

    /** Reads what an alias stands for: an address, or {@code @domain}. */
    public static Parsed<AliasAddress> parseAlias(String text) {
        if (text.startsWith("*@") || text.startsWith("%@")) {
            return refused(text, "it holds a wildcard", "write " + text.substring(1) + " for a catch-all");
        }
        if (text.startsWith("@") && text.length() > 1) {
            return DomainInput.parse(text.substring(1)).then(domain -> Parsed.accepted(AliasAddress.catchAll(domain)));
        }
        if (text.indexOf('@') < 0
                && text.indexOf('.') > 0
                && MailDomain.parse(text).isPresent()) {
            return refused(
                    text,
                    "it has no @",
                    "write @" + text + " for a catch-all, or `domains alias " + text + " DOMAIN` for a second name of a"
                            + " domain");
        }
        return read(text, ALIAS_EXPECTED, true).then(address -> Parsed.accepted(AliasAddress.of(address)));
    }

    private static Parsed<EmailAddress> read(String text, String expected, boolean dots) {
        Optional<Parsed.Refused<EmailAddress>> shape = shapeFault(text, expected);
        if (shape.isPresent()) {
            return shape.get();
        }
        int at = text.lastIndexOf('@');
        if (at <= 0) {
            return refused(text, at < 0 ? "it has no @" : "it has nothing before its @", expected);
        }
        if (at == text.length() - 1) {
            return refused(text, "it has nothing after its @", expected);
        }
        Optional<String> fault = localPartFault(text.substring(0, at), dots);
        if (fault.isPresent()) {
            return refused(text, fault.get(), expected);
        }
        return DomainInput.parse(text.substring(at + 1))
                .fold(
                        domain -> EmailAddress.parse(text)
                                .map(Parsed::accepted)
                                .orElseGet(() -> refused(text, "it is not readable", expected)),
                        refusal -> refused(text, "in its domain, " + refusal.fault(), expected));
    }

    private static Optional<Parsed.Refused<EmailAddress>> shapeFault(String text, String expected) {
        if (text.indexOf(',') >= 0 || text.indexOf(';') >= 0) {
            return fault(text, "it holds a comma or semicolon", "name each address by itself");
        }
        String inner = withoutDecoration(text);
        String remedy = !inner.equals(text) && EmailAddress.parse(inner).isPresent() ? "write " + inner : expected;
        Optional<String> character = Characters.fault(text);
        if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
            return fault(text, "it holds angle brackets", remedy);
        }
        if (character.isPresent()) {
            return fault(text, character.get(), remedy);
        }
        if (text.regionMatches(true, 0, "mailto:", 0, 7)) {
            return fault(text, "it is a link", remedy);
        }
        if (text.indexOf('"') >= 0) {
            return fault(text, "it holds quotes", expected);
        }
        return text.indexOf('*') >= 0
                ? fault(text, "it holds a wildcard", "name each address by itself")
                : Optional.empty();
    }

    /** The address of {@code Name <address>}, {@code mailto:address} or an address with blanks around it. */
    static String withoutDecoration(String text) {
        int open = text.lastIndexOf('<');
        int close = text.lastIndexOf('>');
        String inner = Characters.stripped(
                open >= 0 && close > open
                        ? text.substring(open + 1, close)
                        : text.replace("<", "").replace(">", ""));
        return inner.regionMatches(true, 0, "mailto:", 0, 7) ? inner.substring(7) : inner;
    }

    private static Optional<String> localPartFault(String local, boolean dots) {
        if (local.getBytes(StandardCharsets.UTF_8).length > MAX_LOCAL_PART) {
            return Optional.of("the part before its @ is longer than " + MAX_LOCAL_PART + " bytes");
        }
        Optional<String> routing = Characters.firstOf(ROUTING, local);
        if (routing.isPresent()) {
            return Optional.of("the part before its last @ holds " + routing.get()
                    + ", which Postfix reads as a way to another host");
        }
        Optional<String> special = Characters.firstOf(SPECIAL, local);
        if (special.isPresent()) {
            return Optional.of("the part before its @ holds " + special.get() + ", which needs quotes");
        }
        if (local.startsWith("-")) {
            return Optional.of("it begins with a hyphen, which Postfix refuses (allow_min_user)");
        }
        if (local.startsWith("|") || local.startsWith("/")) {
            return Optional.of("it begins with " + local.charAt(0) + " as a command or a file does");
        }
        return dots && (local.startsWith(".") || local.endsWith(".") || local.contains(".."))
                ? Optional.of("the part before its @ begins or ends with a dot or has two in a row, which needs quotes")
                : Optional.empty();
    }

    private static Optional<Parsed.Refused<EmailAddress>> fault(String text, String fault, String remedy) {
        return Optional.of(new Parsed.Refused<>(text, KIND, fault, remedy));
    }

    private static <T> Parsed<T> refused(String text, String fault, String remedy) {
        return new Parsed.Refused<>(text, KIND, fault, remedy);
    }
}
