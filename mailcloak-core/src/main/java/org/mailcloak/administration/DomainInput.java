package org.mailcloak.administration;

import java.util.Optional;
import java.util.regex.Pattern;
import org.mailcloak.address.MailDomain;

/** Reads the name of a mail domain: host names of RFC 1123 with underscores, domain literals, U-labels. */
public final class DomainInput {

    private static final String EXPECTED = "expected one domain such as d1.test";
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final Pattern LITERAL =
            Pattern.compile("\\[(\\d{1,3}(\\.\\d{1,3}){3}|ipv6:[0-9a-f:.]+)]", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** RFC 1035 section 2.3.4, without the final dot. */
    private static final int MAX_LENGTH = 253;

    private DomainInput() {}

    /** Reads one domain, in any letter case, with a final dot or without. */
    public static Parsed<MailDomain> parse(String text) {
        Optional<Parsed.Refused<MailDomain>> shape = shapeFault(text);
        if (shape.isPresent()) {
            return shape.get();
        }
        Optional<MailDomain> domain = MailDomain.parse(text);
        if (domain.isEmpty()) {
            return refused(text, "it holds characters that no domain has", EXPECTED);
        }
        return nameFault(domain.get().name())
                .<Parsed<MailDomain>>map(fault -> refused(text, fault, EXPECTED))
                .orElseGet(() -> Parsed.accepted(domain.get()));
    }

    /** Whether the name has one label only, such as {@code localhost}. */
    public static boolean isUnqualified(MailDomain domain) {
        return domain.name().indexOf('.') < 0 && !domain.name().startsWith("[");
    }

    private static Optional<Parsed.Refused<MailDomain>> shapeFault(String text) {
        if (text.indexOf(',') >= 0 || text.indexOf(';') >= 0) {
            return fault(text, "it holds a comma or semicolon", "name each domain by itself");
        }
        Optional<String> character = Characters.fault(text.replace("\u200c", "").replace("\u200d", ""));
        if (character.isPresent()) {
            String stripped = Characters.stripped(text);
            boolean around =
                    !stripped.equals(text) && MailDomain.parse(stripped).isPresent();
            return fault(text, character.get(), around ? "write " + stripped : EXPECTED);
        }
        if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0 || text.indexOf('"') >= 0) {
            return fault(text, "it holds angle brackets or quotes", EXPECTED);
        }
        if (text.indexOf('@') >= 0) {
            String after = text.substring(text.lastIndexOf('@') + 1);
            return fault(text, "it holds an @", after.isEmpty() ? EXPECTED : "write " + after);
        }
        if (text.indexOf('*') >= 0 || text.startsWith(".")) {
            return fault(text, "it stands for several domains", "name each domain by itself");
        }
        if (text.indexOf('/') >= 0) {
            return fault(text, "it is a URL or a path", EXPECTED);
        }
        return Optional.empty();
    }

    private static Optional<String> nameFault(String name) {
        if (name.startsWith("[")) {
            return LITERAL.matcher(name).matches()
                    ? Optional.empty()
                    : Optional.of("it is no domain literal such as [192.0.2.1]");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("it is longer than " + MAX_LENGTH + " characters");
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.of(
                        label.isEmpty()
                                ? "it has an empty label between its dots"
                                : "its label '" + label
                                        + "' is not 1 to 63 letters, digits and hyphens without a hyphen at an end");
            }
        }
        return NUMBER.matcher(labels[labels.length - 1]).matches()
                ? Optional.of("it ends with a number as an IP address does, which mail addresses put in brackets")
                : Optional.empty();
    }

    private static Optional<Parsed.Refused<MailDomain>> fault(String text, String fault, String remedy) {
        return Optional.of(refused(text, fault, remedy));
    }

    private static Parsed.Refused<MailDomain> refused(String text, String fault, String remedy) {
        return new Parsed.Refused<>(text, "a mail domain", fault, remedy);
    }
}
