package org.mailcloak.cli.postfix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.cli.mailserver.Severity;

/** Whether Postfix and Mailcloak read an address alike, and every local domain is in one class and has its postmaster. */
final class AddressChecks {

    private static final String DELIMITER = "recipient_delimiter";
    private static final String ORIGIN = "myorigin";

    private final PostfixSettings settings;
    private final MailcloakSite site;
    private final List<Finding> findings = new ArrayList<>();

    AddressChecks(PostfixSettings settings, MailcloakSite site) {
        this.settings = settings;
        this.site = site;
    }

    List<Finding> findings() {
        delimiter();
        origin();
        classes();
        site.domains().forEach(this::roleAddresses);
        return findings;
    }

    private void delimiter() {
        String theirs = settings.value(DELIMITER);
        String ours = site.recipientDelimiter();
        if (!characters(theirs).equals(characters(ours))) {
            findings.add(Finding.stopped(
                    DELIMITER,
                    "Postfix separates extensions by " + shown(theirs) + ", Mailcloak by " + shown(ours)
                            + ": an address with an extension is refused, or delivered elsewhere",
                    "the same characters here and in policy.recipient_delimiter"));
        }
    }

    private static String shown(String delimiter) {
        return delimiter.isEmpty() ? "nothing" : "\"" + delimiter + "\"";
    }

    private static Set<Integer> characters(String text) {
        return text.chars().boxed().collect(Collectors.toSet());
    }

    private void origin() {
        String theirs = domain(settings.value(ORIGIN));
        if (site.origin().filter(ours -> !ours.equals(theirs)).isPresent()) {
            findings.add(Finding.unchecked(
                    ORIGIN,
                    "Postfix completes an address without a domain with " + theirs + ", Mailcloak with "
                            + site.origin().orElseThrow() + ": they decide about one address and write another",
                    "policy.origin: " + theirs + ", or the same domain in both"));
        }
    }

    /** A value that is a file stands for its first line. */
    private static String domain(String value) {
        if (!value.startsWith("/")) {
            return value.toLowerCase(Locale.ROOT);
        }
        try (Stream<String> lines = Files.lines(Path.of(value), StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("").strip().toLowerCase(Locale.ROOT);
        } catch (IOException | UncheckedIOException unreadable) {
            return value;
        }
    }

    private void classes() {
        twice(
                "mydestination",
                "virtual_mailbox_domains",
                "Postfix delivers its mail to Unix accounts, and the map of mailboxes is not asked",
                site.domains());
        twice(
                "virtual_alias_domains",
                "virtual_mailbox_domains",
                "every address of it that is no alias is refused",
                site.domains());
        Set<String> ours = new TreeSet<>(names("virtual_mailbox_domains"));
        boolean mailboxesOfOurs = Restriction.words(settings.value("virtual_mailbox_domains")).stream()
                .anyMatch(word -> MapReference.of(word).isTable());
        if (mailboxesOfOurs) {
            ours.addAll(site.domains());
        }
        twice(
                "relay_domains",
                "virtual_mailbox_domains",
                "Postfix takes it for relayed mail or for its own, as it comes",
                List.copyOf(ours));
    }

    private void twice(String parameter, String other, String consequence, List<String> domains) {
        Set<String> named = names(parameter);
        List<String> both = domains.stream().filter(named::contains).toList();
        if (!both.isEmpty()) {
            findings.add(Finding.stopped(
                    parameter,
                    "names " + String.join(", ", both) + ", which is a domain of Mailcloak (" + other + "): "
                            + consequence,
                    "take " + String.join(", ", both) + " out of " + parameter));
        }
    }

    private Set<String> names(String parameter) {
        return Restriction.words(settings.value(parameter)).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !MapReference.of(word).isTable())
                .collect(Collectors.toSet());
    }

    private void roleAddresses(String domain) {
        role(
                Severity.STOPPED,
                "postmaster@" + domain,
                "every domain must take mail for it (RFC 5321, 4.5.1), and Postfix and other sites write there");
        role(Severity.WARNING, "abuse@" + domain, "other sites report abuse there (RFC 2142)");
    }

    private void role(Severity severity, String address, String why) {
        switch (site.recipient().apply(address)) {
            case REJECT ->
                findings.add(new Finding(
                        severity, address, "is refused: " + why, "mailcloakctl aliases add " + address + " LOGIN"));
            case DEFER ->
                findings.add(new Finding(
                        severity,
                        address,
                        "is deferred, and its mail waits: " + why,
                        "mailcloakctl explain --recipient " + address + " says why"));
            case PASS -> {}
        }
    }
}
