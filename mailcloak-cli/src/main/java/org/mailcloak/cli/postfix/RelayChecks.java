package org.mailcloak.cli.postfix;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailcloak.cli.mailserver.Finding;

/** Whether Postfix itself keeps strangers from sending to other sites: Mailcloak has no objection to that. */
final class RelayChecks {

    private static final Set<String> ENDS =
            Set.of("reject_unauth_destination", "defer_unauth_destination", "reject", "defer", "check_relay_domains");

    private final PostfixSettings settings;

    RelayChecks(PostfixSettings settings) {
        this.settings = settings;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        boolean openNetworks =
                Restriction.words(settings.value("mynetworks")).stream().anyMatch(network -> network.endsWith("/0"));
        if (openNetworks) {
            findings.add(Finding.unchecked(
                    "mynetworks",
                    settings.value("mynetworks") + " holds every address: permit_mynetworks permits every client",
                    "list your own networks alone"));
        }
        for (PostfixService service : settings.smtpServers()) {
            examine(service, findings);
        }
        return findings;
    }

    private void examine(PostfixService service, List<Finding> findings) {
        RestrictionLists lists = new RestrictionLists(settings, service);
        List<Restriction> relay = lists.of(RestrictionLists.RELAY);
        List<Restriction> recipient = lists.of(RestrictionLists.RECIPIENT);
        if (protects(relay) || protects(recipient)) {
            return;
        }
        String place = lists.place(RestrictionLists.RELAY);
        String remedy = "smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination";
        if (ends(relay) || ends(recipient)) {
            findings.add(Finding.unchecked(
                    place,
                    "permit stands before reject_unauth_destination: strangers may send anywhere through this server",
                    remedy));
        } else {
            findings.add(Finding.stopped(
                    service.path() + ": " + RestrictionLists.RELAY,
                    "nothing keeps strangers from sending anywhere, neither here nor in smtpd_recipient_restrictions: Postfix"
                            + " refuses to serve so, with a fatal error for each client",
                    remedy));
        }
    }

    private static boolean protects(List<Restriction> list) {
        for (Restriction restriction : list) {
            if (restriction.name().equals("permit")) {
                return false;
            }
            if (ENDS.contains(restriction.name()) && !restriction.warnOnly()) {
                return true;
            }
        }
        return false;
    }

    private static boolean ends(List<Restriction> list) {
        return list.stream().anyMatch(restriction -> ENDS.contains(restriction.name()));
    }
}
