package org.mailcloak.cli.postfix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.cli.mailserver.Finding;

/**
 * Which trivial-rewrite each smtpd asks. An smtpd keeps every answer until it ends (Postfix: smtpd_resolve.c), so one that is
 * made with the map {@code transport} outlives an outage, and the creation of an account.
 */
final class RewriteChecks {

    private static final String SERVICE_NAME = "rewrite_service_name";
    private static final String DEFAULT_SERVICE = "rewrite";
    private static final String TRANSPORTS = "transport_maps";
    private static final String REMEDY =
            "-o rewrite_service_name=rewrite-smtpd for it in master.cf, and the service rewrite-smtpd of"
                    + " docs/configs/postfix-master.cf";

    private final PostfixSettings settings;
    private final MailcloakSite site;

    RewriteChecks(PostfixSettings settings, MailcloakSite site) {
        this.settings = settings;
        this.site = site;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (PostfixService smtpd : settings.smtpServers()) {
            String name = name(smtpd);
            Optional<PostfixService> rewrite = service(name);
            if (rewrite.isPresent()) {
                rewrite.filter(this::asksOurTransports)
                        .map(service -> remembered(smtpd, name))
                        .ifPresent(findings::add);
            } else if (smtpd.overrides().containsKey(SERVICE_NAME) || settings.isNamed(SERVICE_NAME)) {
                findings.add(Finding.stopped(
                        smtpd.path() + ": " + SERVICE_NAME,
                        "is " + name + ", and master.cf has no such service: mail is deferred",
                        "the service " + name + " of docs/configs/postfix-master.cf"));
            }
        }
        return findings;
    }

    private String name(PostfixService smtpd) {
        String name = settings.value(smtpd, SERVICE_NAME);
        return name.isEmpty() ? DEFAULT_SERVICE : name;
    }

    private Optional<PostfixService> service(String name) {
        return settings.services().stream()
                .filter(service -> service.name().equals(name) && service.type().equals("unix"))
                .findFirst();
    }

    private boolean asksOurTransports(PostfixService rewrite) {
        return MapReference.in(settings.value(rewrite, TRANSPORTS))
                .anyMatch(table -> table.ourMap(site, settings.queueDirectory()).isPresent());
    }

    private static Finding remembered(PostfixService smtpd, String name) {
        return Finding.warning(
                smtpd.path() + ": " + SERVICE_NAME,
                "is " + name
                        + ", which asks transport_maps: smtpd keeps the answers until it ends, so it defers after an outage is over,"
                        + " and refuses a new account that it was asked for before",
                REMEDY);
    }
}
