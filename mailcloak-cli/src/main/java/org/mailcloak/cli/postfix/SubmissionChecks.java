package org.mailcloak.cli.postfix;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailcloak.cli.mailserver.Finding;

/** The services by which people and applications send. */
final class SubmissionChecks {

    private static final Set<String> WITH_TLS = Set.of("encrypt", "fingerprint", "verify", "secure");

    private final PostfixSettings settings;

    SubmissionChecks(PostfixSettings settings) {
        this.settings = settings;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        settings.smtpServers().forEach(service -> examine(service, findings));
        return findings;
    }

    private void examine(PostfixService service, List<Finding> findings) {
        boolean logins = settings.isYes(service, "smtpd_sasl_auth_enable");
        if (!logins && service.isSubmission()) {
            findings.add(Finding.stopped(
                    service.path() + ": smtpd_sasl_auth_enable",
                    "is no: no client can log in here, so none may send as a local address",
                    "-o smtpd_sasl_auth_enable=yes"));
            return;
        }
        if (!logins) {
            return;
        }
        if (!Restriction.words(settings.value(service, "smtpd_sasl_security_options"))
                .contains("noanonymous")) {
            findings.add(Finding.warning(
                    settings.place(service, "smtpd_sasl_security_options"),
                    "lets clients log in without a name (ANONYMOUS), which permit_sasl_authenticated takes for a login",
                    "smtpd_sasl_security_options = noanonymous"));
        }
        boolean encrypted = settings.isYes(service, "smtpd_tls_auth_only")
                || settings.isYes(service, "smtpd_tls_wrappermode")
                || settings.isYes(service, "smtpd_enforce_tls")
                || WITH_TLS.contains(settings.value(service, "smtpd_tls_security_level"));
        if (!encrypted) {
            findings.add(Finding.warning(
                    settings.place(service, "smtpd_tls_auth_only"),
                    service.path() + " takes passwords over connections that are not encrypted",
                    "smtpd_tls_auth_only = yes"));
        }
        if (service.isSubmission() && !refusesStrangers(service)) {
            findings.add(Finding.warning(
                    service.path() + ": " + RestrictionLists.CLIENT,
                    "clients that have not logged in are not refused here",
                    "-o smtpd_client_restrictions=permit_sasl_authenticated,reject"));
        }
    }

    private boolean refusesStrangers(PostfixService service) {
        RestrictionLists lists = new RestrictionLists(settings, service);
        return lists.atRecipient().stream()
                .flatMap(list -> lists.of(list).stream())
                .anyMatch(one -> one.name().equals("reject"));
    }
}
