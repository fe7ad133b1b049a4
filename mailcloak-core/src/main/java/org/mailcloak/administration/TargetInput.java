package org.mailcloak.administration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailcloak.store.Alias;

/**
 * Reads one target of an alias. People bring targets from aliases(5), virtual(5), Exim and PostfixAdmin: what those mean
 * and Mailcloak does not do is refused with what to write instead.
 */
public final class TargetInput {

    private static final String KIND = "a target of an alias";
    private static final String EXPECTED = "expected a login name, a mail address or " + Alias.DISCARD;
    private static final String FURTHER = "write further targets after --also";

    private TargetInput() {}

    public static Parsed<AliasTarget> parse(String text) {
        if (text.equals(Alias.DISCARD)) {
            return Parsed.accepted(new AliasTarget.Discard(text));
        }
        Optional<Parsed<AliasTarget>> foreign =
                foreignForm(Characters.stripped(text)).map(form -> refused(text, form));
        if (foreign.isPresent()) {
            return foreign.get();
        }
        Optional<Parsed<AliasTarget>> several = several(text);
        if (several.isPresent()) {
            return several.get();
        }
        if (text.startsWith("@")) {
            return refused(
                    text,
                    new Form(
                            "it is a whole domain",
                            "for a second name of a domain: mailcloakctl domains alias ALIAS-DOMAIN "
                                    + text.substring(1)));
        }
        Parsed<AliasTarget> read = text.indexOf('@') >= 0
                ? AddressInput.parseForeign(text)
                        .then(address -> Parsed.accepted(new AliasTarget.Address(text, address)))
                : LoginInput.parse(text).then(login -> Parsed.accepted(new AliasTarget.Login(login)));
        return read.fold(Parsed::accepted, refusal -> refusal.within(text, KIND));
    }

    private record Form(String fault, String remedy) {}

    /** What other mail systems have in such lists. */
    private static Optional<Form> foreignForm(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("/dev/null") || lower.equals(":blackhole:") || lower.equals("devnull")) {
            return form("it names where mail is thrown away", "write " + Alias.DISCARD);
        }
        if (lower.startsWith(Alias.DISCARD)) {
            return form("it has more than the word " + Alias.DISCARD, "write " + Alias.DISCARD + " as the only target");
        }
        if (lower.startsWith(":include:") || lower.startsWith("include:")) {
            return form("lists in files are not read", "name the targets: LOGIN --also TARGET...");
        }
        if (lower.startsWith(":fail:") || lower.startsWith(":defer:") || lower.startsWith("error:")) {
            return form("it is no place for mail", "to refuse the mail: mailcloakctl aliases disable ALIAS");
        }
        if (text.startsWith("|") || text.startsWith("\"|")) {
            return form("commands are not run", EXPECTED);
        }
        boolean path = text.startsWith("/") || text.startsWith("~") || text.startsWith("./") || text.startsWith("\"/");
        if (path || lower.startsWith("file:") || lower.startsWith("maildir:") || lower.startsWith("mbox:")) {
            return form("mail is not written to files", EXPECTED);
        }
        if (text.startsWith("\\") && text.length() > 1) {
            return form("it begins with a backslash", "write " + text.substring(1));
        }
        return Optional.empty();
    }

    /** Several targets in one text, or one target in decoration. */
    private static Optional<Parsed<AliasTarget>> several(String text) {
        boolean comma = text.indexOf(',') >= 0 || text.indexOf(';') >= 0;
        String separators = comma ? "[,;]" : "[\\s,;]+";
        List<String> parts = Arrays.stream(text.split(separators))
                .map(AddressInput::withoutDecoration)
                .filter(part -> !part.isEmpty())
                .toList();
        if (comma || (parts.size() > 1 && text.indexOf('<') < 0)) {
            String written = parts.isEmpty() || !allReadable(parts)
                    ? FURTHER
                    : parts.size() == 1 ? "write " + parts.get(0) : FURTHER + ": " + further(parts);
            return Optional.of(
                    refused(text, new Form(comma ? "it holds a comma or semicolon" : "it holds a blank", written)));
        }
        String inner = AddressInput.withoutDecoration(text);
        if (!inner.equals(text) && text.indexOf('<') >= 0) {
            String written = allReadable(List.of(inner)) ? "write " + inner : EXPECTED;
            return Optional.of(refused(text, new Form("it holds angle brackets", written)));
        }
        return Optional.empty();
    }

    private static boolean allReadable(List<String> parts) {
        return parts.stream()
                .allMatch(part -> part.chars().noneMatch(c -> c == ',' || c == ';' || Characters.isBlank(c) || c == '<')
                        && parse(part) instanceof Parsed.Accepted<AliasTarget>);
    }

    private static String further(List<String> parts) {
        return parts.get(0) + parts.stream().skip(1).collect(Collectors.joining(" ", " --also ", ""));
    }

    private static Optional<Form> form(String fault, String remedy) {
        return Optional.of(new Form(fault, remedy));
    }

    private static Parsed<AliasTarget> refused(String text, Form form) {
        return new Parsed.Refused<>(text, KIND, form.fault(), form.remedy());
    }
}
