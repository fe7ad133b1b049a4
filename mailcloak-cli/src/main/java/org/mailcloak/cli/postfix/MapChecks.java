package org.mailcloak.cli.postfix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailcloak.cli.mailserver.Finding;

/** Whether Postfix asks the maps for what only Mailcloak knows, each for the right thing, and no other table first. */
final class MapChecks {

    private static final String ALIASES = "virtual_alias_maps";
    private static final String DOMAINS = "virtual_mailbox_domains";
    private static final String MAILBOXES = "virtual_mailbox_maps";
    private static final String RELAY_DOMAINS = "relay_domains";
    private static final String RELAY_RECIPIENTS = "relay_recipient_maps";

    private static final String TRANSPORTS = "transport_maps";

    /** The map that belongs into each parameter. */
    private static final Map<String, Set<String>> RIGHT_MAPS = Map.of(
            ALIASES,
            Set.of("alias"),
            DOMAINS,
            Set.of("domain"),
            MAILBOXES,
            Set.of("mailbox", "recipient"),
            RELAY_DOMAINS,
            Set.of("domain"),
            RELAY_RECIPIENTS,
            Set.of("recipient", "mailbox"),
            "smtpd_sender_login_maps",
            Set.of("sender"),
            TRANSPORTS,
            Set.of("transport"));

    private static final Pattern DATABASE = Pattern.compile("(?m)^\\s*dbpath\\s*=\\s*(\\S+)\\s*$");

    private final PostfixSettings settings;
    private final MailcloakSite site;
    private final Path queue;
    private final List<Finding> findings = new ArrayList<>();

    MapChecks(PostfixSettings settings, MailcloakSite site) {
        this.settings = settings;
        this.site = site;
        this.queue = settings.queueDirectory();
    }

    List<Finding> findings() {
        RIGHT_MAPS.keySet().stream().sorted().forEach(this::rightMap);
        boolean gateway = asks(RELAY_RECIPIENTS) || asks(RELAY_DOMAINS);
        domains();
        if (!gateway) {
            aliases();
            mailboxes();
        }
        limits();
        return findings;
    }

    private void rightMap(String parameter) {
        Set<String> right = RIGHT_MAPS.getOrDefault(parameter, Set.of());
        for (MapReference table : tables(parameter)) {
            Optional<String> map = table.ourMap(site, queue).filter(name -> !right.contains(name));
            map.ifPresent(name -> findings.add(Finding.stopped(
                    parameter,
                    "asks the map \"" + name + "\", which does not answer that question",
                    parameter + " = "
                            + site.table(right.stream().sorted().findFirst().orElseThrow(), queue))));
        }
    }

    private void domains() {
        List<MapReference> both = new ArrayList<>(tables(DOMAINS));
        both.addAll(tables(RELAY_DOMAINS));
        Stream.concat(both.stream(), tables(TRANSPORTS).stream())
                .filter(table -> table.type().equals("sqlite"))
                .forEach(this::database);
        boolean asked = both.stream()
                .anyMatch(table ->
                        table.ourMap(site, queue).isPresent() || table.type().equals("sqlite"));
        Set<String> named =
                Set.copyOf(Restriction.words(settings.value(DOMAINS) + " " + settings.value(RELAY_DOMAINS)));
        List<String> missing = site.domains().stream()
                .filter(domain -> !named.contains(domain))
                .toList();
        boolean otherTables = both.stream().anyMatch(MapReference::isTable);
        if (!asked && !otherTables && !missing.isEmpty()) {
            findings.add(Finding.stopped(
                    DOMAINS,
                    "does not have " + String.join(", ", missing) + ": mail for them is refused (Relay access denied)",
                    DOMAINS + " = " + site.table("domain", queue)));
        }
    }

    /** A table of the kind of docs/configs/postfix-domains.cf and postfix-addresses.cf. */
    private void database(MapReference table) {
        Path file = Path.of(table.name());
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            findings.add(Finding.stopped(
                    table.text(),
                    "cannot be read: " + unreadable + ": mail is deferred",
                    "copy postfix-domains.cf or postfix-addresses.cf of docs/configs there"));
            return;
        }
        Matcher path = DATABASE.matcher(text);
        if (path.find() && !Path.of(path.group(1)).equals(site.database().toAbsolutePath())) {
            findings.add(Finding.stopped(
                    file + ": dbpath",
                    "is " + path.group(1) + ", Mailcloak's database is " + site.database()
                            + ": Postfix knows other domains",
                    "dbpath = " + site.database()));
        }
        boolean chrooted = settings.services().stream()
                .anyMatch(service -> service.chrooted() && service.program().equals("trivial-rewrite"));
        if (!table.proxied() && chrooted) {
            findings.add(Finding.stopped(
                    table.text(),
                    "chrooted processes cannot open the database: mail is deferred",
                    "write proxy: before it"));
        }
    }

    private void aliases() {
        if (!asks(ALIASES)) {
            findings.add(Finding.stopped(
                    ALIASES,
                    "does not ask Mailcloak: mail for an alias or a group is accepted and reaches no account",
                    ALIASES + " = " + site.table("alias", queue)));
        }
        shadowed(ALIASES, "its answer is taken, and Mailcloak is not asked");
        if (!settings.isNamed("virtual_alias_domains") && asks(ALIASES)) {
            findings.add(Finding.warning(
                    "virtual_alias_domains",
                    "is $virtual_alias_maps by default: every process asks the alias map for every domain, and mail that has"
                            + " nothing to do with Mailcloak waits while it is down",
                    "virtual_alias_domains ="));
        }
    }

    private void mailboxes() {
        if (!asks(MAILBOXES)) {
            boolean other = !settings.value(MAILBOXES).isEmpty();
            String finding = other
                    ? "does not ask Mailcloak: Postfix refuses whom only Mailcloak knows"
                    : "is empty: mail that no policy service has seen is taken for every name";
            String remedy = MAILBOXES + " = " + site.table("mailbox", queue);
            findings.add(
                    other ? Finding.stopped(MAILBOXES, finding, remedy) : Finding.warning(MAILBOXES, finding, remedy));
        }
        shadowed(MAILBOXES, "whom it knows is taken, also where Mailcloak knows no such mailbox");
        delivery();
    }

    private void delivery() {
        boolean isVirtual = settings.value("virtual_transport").matches("virtual(:.*)?");
        boolean hasFolder = !settings.value("virtual_mailbox_base").isEmpty();
        if (isVirtual && (asks(MAILBOXES) || !hasFolder)) {
            findings.add(Finding.stopped(
                    "virtual_transport",
                    "is virtual(8), which "
                            + (hasFolder
                                    ? "takes no socketmap: all mail is deferred"
                                    : "takes no socketmap and does not start without virtual_mailbox_base: mail is accepted"
                                            + " and never delivered"),
                    "virtual_transport = lmtp:unix:private/dovecot-lmtp"));
        }
    }

    private void shadowed(String parameter, String consequence) {
        for (MapReference table : tables(parameter)) {
            if (table.ourMap(site, queue).isPresent()) {
                return;
            }
            if (asks(parameter)) {
                findings.add(Finding.warning(
                        parameter,
                        table.text() + " stands before Mailcloak's map: " + consequence,
                        "take it out, and write what it has with mailcloakctl aliases add"));
            }
        }
    }

    private void limits() {
        int expansion = number(settings.value("virtual_alias_expansion_limit"));
        if (expansion < site.groupMemberLimit()) {
            findings.add(Finding.stopped(
                    "virtual_alias_expansion_limit",
                    "is " + expansion + ", policy.group_member_limit is " + site.groupMemberLimit()
                            + ": mail for a larger group waits",
                    "virtual_alias_expansion_limit = " + site.groupMemberLimit()));
        }
        if (settings.value("smtpd_reject_unlisted_sender").equals("yes")) {
            findings.add(Finding.warning(
                    "smtpd_reject_unlisted_sender",
                    "looks senders up among the recipients; who may send is the policy service's business",
                    "smtpd_reject_unlisted_sender = no"));
        }
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    private boolean asks(String parameter) {
        return tables(parameter).stream()
                .anyMatch(table -> table.ourMap(site, queue).isPresent());
    }

    private List<MapReference> tables(String parameter) {
        return MapReference.in(settings.value(parameter)).toList();
    }
}
