package org.mailcloak.cli.postfix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a restriction can end a list with an acceptance. */
final class Permits {

    /** How sure that is. */
    enum Answer {
        YES,
        UNKNOWN,
        NO
    }

    private static final Set<String> NAMES = Set.of(
            "permit",
            "permit_mynetworks",
            "permit_sasl_authenticated",
            "permit_auth_destination",
            "permit_inet_interfaces",
            "permit_mx_backup",
            "permit_naked_ip_address",
            "permit_tls_all_clientcerts",
            "permit_tls_clientcerts",
            "permit_dnswl_client",
            "permit_rhswl_client");

    /** Tables whose file is the one that is named. */
    private static final Set<String> TEXT_TABLES =
            Set.of("hash", "btree", "lmdb", "cdb", "dbm", "texthash", "cidr", "pcre", "regexp");

    /** access(5): each of these ends the list with an acceptance, and so does a number. */
    private static final Pattern ACCEPTS = Pattern.compile("OK|PERMIT\\w*|RELAY|[0-9]+");

    private final PostfixSettings settings;
    private final MailcloakSite site;
    private final Path queueDirectory;

    Permits(PostfixSettings settings, MailcloakSite site) {
        this.settings = settings;
        this.site = site;
        this.queueDirectory = settings.queueDirectory();
    }

    Answer of(PostfixService service, Restriction restriction) {
        if (NAMES.contains(restriction.name())) {
            return hasEffect(service, restriction.name()) ? Answer.YES : Answer.NO;
        }
        if (restriction.isPolicyService()) {
            return isOurs(restriction) ? Answer.NO : Answer.UNKNOWN;
        }
        return restriction.isTable() ? ofTable(MapReference.of(restriction.table())) : Answer.NO;
    }

    /** Whether it asks Mailcloak's policy service. */
    boolean isOurs(Restriction restriction) {
        return restriction.isPolicyService()
                && Endpoint.of(restriction.policyAddress()).means(site.policy(), queueDirectory);
    }

    private boolean hasEffect(PostfixService service, String name) {
        return switch (name) {
            case "permit_sasl_authenticated" -> settings.isYes(service, "smtpd_sasl_auth_enable");
            case "permit_mynetworks" -> !settings.value(service, "mynetworks").isEmpty();
            default -> true;
        };
    }

    private Answer ofTable(MapReference table) {
        if (table.ourMap(site, queueDirectory).isPresent()) {
            // The map access refuses or says nothing; any other of our maps answers OK.
            return table.ourMap(site, queueDirectory).filter("access"::equals).isPresent() ? Answer.NO : Answer.YES;
        }
        if (table.type().equals("static") || table.type().equals("inline")) {
            return ACCEPTS.matcher(table.name().toUpperCase(Locale.ROOT)).find() ? Answer.YES : Answer.NO;
        }
        return TEXT_TABLES.contains(table.type()) ? ofFile(Path.of(table.name())) : Answer.UNKNOWN;
    }

    private static Answer ofFile(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return Answer.UNKNOWN;
        }
        return lines.stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .map(line -> line.split("\\s+"))
                        .anyMatch(words -> words.length > 1
                                && ACCEPTS.matcher(words[1].toUpperCase(Locale.ROOT))
                                        .matches())
                ? Answer.YES
                : Answer.NO;
    }
}
