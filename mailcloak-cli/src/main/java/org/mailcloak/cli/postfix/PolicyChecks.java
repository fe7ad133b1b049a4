package org.mailcloak.cli.postfix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailcloak.cli.mailserver.Finding;

/** Whether every message that a client brings is shown to the policy service, and its answer obeyed. */
final class PolicyChecks {

    private static final String DEFAULT_ACTION = "smtpd_policy_service_default_action";
    private static final Set<String> LATE_BLAME =
            Set.of(RestrictionLists.CLIENT, RestrictionLists.HELO, RestrictionLists.SENDER);

    private final PostfixSettings settings;
    private final MailcloakSite site;
    private final Permits permits;
    private final List<Finding> findings = new ArrayList<>();

    PolicyChecks(PostfixSettings settings, MailcloakSite site) {
        this.settings = settings;
        this.site = site;
        this.permits = new Permits(settings, site);
    }

    /** Where a list asks Mailcloak, and what keeps that from counting; empty if nothing does. */
    private record Asked(String list, Restriction restriction, Optional<Restriction> permittedBefore) {

        boolean counts() {
            return permittedBefore.isEmpty() && !restriction.warnOnly();
        }
    }

    List<Finding> findings() {
        settings.smtpServers().forEach(this::examine);
        if (settings.value("soft_bounce").equals("yes")) {
            findings.add(Finding.warning(
                    "soft_bounce", "every refusal for good becomes a deferral", "take it out: soft_bounce = no"));
        }
        return findings;
    }

    private void examine(PostfixService service) {
        RestrictionLists lists = new RestrictionLists(settings, service);
        List<Asked> asked = new ArrayList<>();
        for (String list : lists.atRecipient()) {
            asked.addAll(asked(service, list, lists.of(list)));
        }
        List<Asked> good = asked.stream().filter(Asked::counts).toList();
        if (good.isEmpty()) {
            missing(service, lists, asked);
        }
        if (good.size() > 1) {
            findings.add(Finding.warning(
                    good.stream().map(one -> lists.place(one.list())).distinct().collect(Collectors.joining(", ")),
                    "Mailcloak is asked " + good.size()
                            + " times about each recipient: each decision is logged and counted" + " as often",
                    "leave check_policy_service in smtpd_recipient_restrictions alone"));
        } else if (good.stream().anyMatch(one -> LATE_BLAME.contains(one.list()))) {
            findings.add(Finding.warning(
                    lists.place(good.get(0).list()),
                    "Postfix words a refusal of this list as one of the sender, and changes its code: 550 5.1.7 Sender"
                            + " address rejected: No such user",
                    "write check_policy_service into smtpd_recipient_restrictions"));
        }
        defaultAction(service, asked);
        shadows(service, lists);
    }

    private List<Asked> asked(PostfixService service, String list, List<Restriction> restrictions) {
        List<Asked> asked = new ArrayList<>();
        Optional<Restriction> permitting = Optional.empty();
        for (Restriction restriction : restrictions) {
            if (permits.isOurs(restriction)) {
                asked.add(new Asked(list, restriction, permitting));
            } else if (permitting.isEmpty() && permits.of(service, restriction) == Permits.Answer.YES) {
                permitting = Optional.of(restriction);
            }
        }
        return asked;
    }

    private void missing(PostfixService service, RestrictionLists lists, List<Asked> asked) {
        String place = service.path() + ": " + RestrictionLists.RECIPIENT;
        String ours = site.policyRestriction(settings.queueDirectory());
        if (service.isLoopback()) {
            findings.add(Finding.warning(
                    place,
                    "mail by this service is not shown to Mailcloak: right behind a content filter alone, whose mail"
                            + " another service has checked",
                    "write " + ours + " first, unless it is that"));
            return;
        }
        String why = asked.stream()
                .findFirst()
                .map(one -> one.restriction().warnOnly()
                        ? "warn_if_reject before it in " + lists.place(one.list()) + ": its refusals are only logged"
                        : one.permittedBefore().orElseThrow() + " stands before check_policy_service in "
                                + lists.place(one.list()) + " and ends the list: whom it permits may send as anybody")
                .orElseGet(() -> otherwiseAsked(lists));
        findings.add(Finding.unchecked(
                place,
                why,
                "write " + ours + " before everything that can permit, or reject_ restrictions alone before it"));
    }

    private String otherwiseAsked(RestrictionLists lists) {
        for (String list : lists.elsewhere()) {
            if (lists.of(list).stream().anyMatch(permits::isOurs)) {
                return "Mailcloak is asked in " + lists.place(list)
                        + " alone, at a time at which it has no objection: only at RCPT are sender and recipient known";
            }
        }
        List<String> others = lists.atRecipient().stream()
                .flatMap(list -> lists.of(list).stream())
                .filter(Restriction::isPolicyService)
                .map(Restriction::policyAddress)
                .distinct()
                .toList();
        return "Mailcloak is not asked"
                + (others.isEmpty()
                        ? ""
                        : "; the policy service at " + String.join(", ", others) + " is not the one at "
                                + site.policy())
                + ": everybody may send as anybody";
    }

    private void defaultAction(PostfixService service, List<Asked> asked) {
        String general = settings.value(service, DEFAULT_ACTION);
        boolean open = asked.stream().anyMatch(one -> {
            String own = one.restriction().policySetting("default_action");
            return !defers(own.isEmpty() ? general : own);
        });
        if (open) {
            findings.add(Finding.unchecked(
                    settings.place(service, DEFAULT_ACTION),
                    "while Mailcloak cannot be asked, mail passes unchecked",
                    "take it out; the default defers"));
        }
    }

    private static boolean defers(String action) {
        return action.matches("[45][0-9][0-9]\\b.*")
                || action.toUpperCase(Locale.ROOT).matches("(DEFER|REJECT)\\b.*");
    }

    /** Reports what may permit, where that cannot be determined. */
    private void shadows(PostfixService service, RestrictionLists lists) {
        for (String list : lists.atRecipient()) {
            List<Restriction> restrictions = lists.of(list);
            boolean ours = restrictions.stream().anyMatch(permits::isOurs);
            for (Restriction restriction : restrictions) {
                if (!ours || permits.isOurs(restriction)) {
                    break;
                }
                if (permits.of(service, restriction) == Permits.Answer.UNKNOWN) {
                    findings.add(Finding.warning(
                            lists.place(list),
                            restriction
                                    + " stands before check_policy_service: an OK or PERMIT from there ends the list, and"
                                    + " Mailcloak is not asked",
                            "write it behind, or see that it never permits"));
                }
            }
        }
    }
}
