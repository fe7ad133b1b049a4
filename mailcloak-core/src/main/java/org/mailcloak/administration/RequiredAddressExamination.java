package org.mailcloak.administration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.LookupSources;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.RecipientResolver;
import org.mailcloak.decision.Resolution;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.LocalDomain;

/**
 * An examination that follows {@code postmaster} and {@code abuse} of every local domain to where their mail ends. It asks the
 * provider a few times for each, and ends after a time. Changes nothing. For one thread.
 */
final class RequiredAddressExamination {

    private static final String SUBJECT = "postmaster and abuse";

    /** So many are named; the number stands for the rest. */
    private static final int MOST_NAMED = 6;

    private final PolicyRules rules;
    private final EditableMailStore store;
    private final RecipientResolver destinations;
    private final List<String> missing = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();

    RequiredAddressExamination(PolicyRules rules, EditableMailStore store, IdentityProvider provider) {
        this.rules = rules;
        this.store = store;
        this.destinations = new RecipientResolver(rules, new LookupSources(store, provider));
    }

    /**
     * Looks at every enabled domain that stands for no other one.
     *
     * @param patience after which no further domain is looked at
     * @param clock in nanoseconds from any point
     * @return empty if there is no domain
     */
    List<Diagnosis> examine(Duration patience, LongSupplier clock) {
        List<MailDomain> domains = domains();
        long begun = clock.getAsLong();
        int count = 0;
        for (MailDomain domain : domains) {
            if (clock.getAsLong() - begun > patience.toNanos()) {
                break;
            }
            count++;
            for (EmailAddress address : RequiredAddresses.of(domain).toList()) {
                Optional<String> unanswered = follow(address);
                if (unanswered.isPresent()) {
                    return List.of(Diagnosis.skipped(
                            SUBJECT, "the provider could not be asked who has " + address + ": " + unanswered.get()));
                }
            }
        }
        String examined = count == domains.size()
                ? ""
                : " (" + count + " of " + domains.size() + " domains, the others take too long)";
        return domains.isEmpty() ? List.of() : diagnoses(examined, Duration.ofNanos(clock.getAsLong() - begun));
    }

    private List<MailDomain> domains() {
        return Stream.concat(
                        store.domains().list().stream()
                                .filter(row -> row.enabled() && row.aliasOf().isEmpty())
                                .map(LocalDomain::name)
                                .flatMap(name -> MailDomain.parse(name).stream()),
                        rules.extraDomain().stream())
                .distinct()
                .toList();
    }

    /** Why it could not be followed: an account that cannot be looked up is not missing. */
    private Optional<String> follow(EmailAddress address) {
        Resolution end = destinations.of(address);
        switch (end.kind()) {
            case FORWARDED, MAILBOX, DISCARDED -> {}
            case CLOSED, LOST -> missing.add(address.toString());
            case NOBODY -> {
                if (destinations.unknownHost(address).isEmpty()) {
                    missing.add(address.toString());
                }
            }
            case CHANGED, AMBIGUOUS, BROKEN -> waiting.add(address.toString());
            case UNAVAILABLE -> {
                return Optional.of(end.detail());
            }
        }
        return Optional.empty();
    }

    private List<Diagnosis> diagnoses(String examined, Duration took) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        if (!missing.isEmpty()) {
            diagnoses.add(warning(
                    missing.size() + (missing.size() == 1 ? " reaches" : " reach") + " no account: " + named(missing)
                            + examined,
                    "mailcloakctl domains add DOMAIN --postmaster LOGIN, or aliases add ADDRESS LOGIN; every domain has to take"
                            + " this mail (RFC 5321 section 4.5.1, RFC 2142)",
                    took));
        }
        if (!waiting.isEmpty()) {
            diagnoses.add(warning(
                    waiting.size() + (waiting.size() == 1 ? " waits" : " wait") + " for an operator to decide: "
                            + named(waiting) + examined,
                    "mailcloakctl explain --recipient ADDRESS says why; aliases rebind ADDRESS binds an alias to the account"
                            + " that has the login now",
                    took));
        }
        return diagnoses.isEmpty()
                ? List.of(Diagnosis.ok(SUBJECT, "each reaches an account or goes elsewhere" + examined, took))
                : diagnoses;
    }

    private static Diagnosis warning(String finding, String remedy, Duration took) {
        return new Diagnosis(SUBJECT, Diagnosis.Status.WARNING, finding, remedy, Optional.of(took));
    }

    private static String named(List<String> found) {
        return found.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (found.size() > MOST_NAMED ? ", ..." : "");
    }
}
