package org.mailcloak.cli.postfix;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailcloak.cli.mailserver.Finding;

/** Restrictions that break the list they stand in, that do nothing there, or that should be there and are not. */
final class RestrictionChecks {

    /** postconf(5), Postfix 3.5 to 3.10, with the older names that it still takes. */
    private static final Pattern KNOWN = Pattern.compile("permit(_mynetworks|_sasl_authenticated|_auth_destination"
            + "|_inet_interfaces|_mx_backup|_naked_ip_address|_tls_all_clientcerts|_tls_clientcerts|_dnswl_client"
            + "|_rhswl_client)?|defer(_if_permit|_if_reject|_unauth_destination)?|sleep|check_policy_service"
            + "|check_relay_domains|check_address_map|check_etrn_access|check_ccert_access|check_sasl_access"
            + "|check_(client|helo|sender|recipient|reverse_client_hostname)(_a|_mx|_ns)?_access"
            + "|reject(_(authenticated|unauthenticated|known)?_?sender_login_mismatch|_plaintext_session|_unauth_destination"
            + "|_unauth_pipelining|_multi_recipient_bounce|_(invalid|non_fqdn|unknown)_helo_hostname"
            + "|_(invalid|non_fqdn|unknown)_hostname|_non_fqdn_(sender|recipient)|_unknown_(sender|recipient)_domain"
            + "|_unknown_(reverse_)?client_hostname|_unknown_client|_unknown_address|_unlisted_(sender|recipient)"
            + "|_unverified_(sender|recipient)|_rbl_client|_maps_rbl|_rhsbl_(client|reverse_client|helo|sender|recipient))?"
            + "|\\w+:[^{}]*");

    /** They look at one recipient; with several there is none at the end of the data. */
    private static final Pattern OF_A_RECIPIENT = Pattern.compile(
            "(reject|defer)_unauth_destination|permit_auth_destination|permit_mx_backup|check_recipient_\\w+"
                    + "|reject_\\w*_recipient(_domain)?");

    private static final Set<String> DATA_LISTS = Set.of(RestrictionLists.DATA, RestrictionLists.END_OF_DATA);

    private final PostfixSettings settings;
    private final MailcloakSite site;

    RestrictionChecks(PostfixSettings settings, MailcloakSite site) {
        this.settings = settings;
        this.site = site;
    }

    /** Returns the mistakes. One in main.cf is reported once, however many services have it. */
    List<Finding> findings() {
        Set<Finding> findings = new LinkedHashSet<>();
        for (PostfixService service : settings.smtpServers()) {
            RestrictionLists lists = new RestrictionLists(settings, service);
            for (String list : RestrictionLists.all()) {
                lists.of(list).forEach(restriction -> examine(lists.place(list), list, restriction, findings));
            }
            unqualifiedSenders(service, lists, findings);
            loginMismatch(service, lists, findings);
        }
        return new ArrayList<>(findings);
    }

    private void examine(String place, String list, Restriction restriction, Set<Finding> findings) {
        if (!KNOWN.matcher(restriction.name()).matches()) {
            findings.add(Finding.stopped(
                    place,
                    "Postfix knows no restriction \"" + restriction.name()
                            + "\": it answers 451 4.3.5 Server configuration error where it comes to it",
                    restriction.name().indexOf('{') >= 0
                            ? "put white space before and behind each brace"
                            : "look it up in postconf(5)"));
            return;
        }
        if (!DATA_LISTS.contains(list)) {
            return;
        }
        if (OF_A_RECIPIENT.matcher(restriction.name()).matches()) {
            findings.add(Finding.warning(
                    place,
                    restriction.name()
                            + " looks at a recipient, and a message with several has none here: it is passed over",
                    "write it into smtpd_recipient_restrictions"));
        }
        if (new Permits(settings, site).isOurs(restriction)) {
            findings.add(Finding.warning(
                    place,
                    "Mailcloak decides at RCPT and has no objection here: each message takes one more question for nothing",
                    "take " + restriction + " out of this list"));
        }
    }

    private void unqualifiedSenders(PostfixService service, RestrictionLists lists, Set<Finding> findings) {
        if (service.isLoopback()) {
            return;
        }
        boolean refused = lists.atRecipient().stream()
                .flatMap(list ->
                        lists.of(list).stream().takeWhile(one -> !one.name().equals("permit")))
                .anyMatch(one -> one.name().equals("reject_non_fqdn_sender") && !one.warnOnly());
        if (!refused) {
            findings.add(Finding.unchecked(
                    lists.place(RestrictionLists.RECIPIENT),
                    "nothing refuses senders without a domain: Postfix completes them with myorigin after the check, and in"
                            + " forms that no rule foresees they end as a local sender without a login",
                    "write reject_non_fqdn_sender first"));
        }
    }

    private void loginMismatch(PostfixService service, RestrictionLists lists, Set<Finding> findings) {
        for (String list : RestrictionLists.all()) {
            boolean used = lists.of(list).stream().anyMatch(one -> one.name().endsWith("sender_login_mismatch"));
            if (used && !settings.isYes(service, "smtpd_sasl_auth_enable")) {
                findings.add(Finding.warning(
                        service.path() + ": " + list,
                        "reject_..._sender_login_mismatch does nothing where smtpd_sasl_auth_enable is no, and Postfix warns of it"
                                + " at each message",
                        "write it for the submission services alone, or smtpd_sasl_auth_enable = yes here too"));
            } else if (used
                    && settings.value(service, "smtpd_sender_login_maps").isEmpty()) {
                findings.add(Finding.stopped(
                        settings.place(service, "smtpd_sender_login_maps"),
                        "is empty, so that no login owns any sender: all mail of people who log in is refused by "
                                + lists.place(list),
                        "smtpd_sender_login_maps = " + site.table("sender", settings.queueDirectory())));
            }
        }
    }
}
