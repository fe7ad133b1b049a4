package org.mailcloak.administration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.LocalDomain;

/** {@code postmaster} (RFC 5321 section 4.5.1) and {@code abuse} (RFC 2142 section 2), which every domain has to take. */
public final class RequiredAddresses {

    private static final String SUBJECT = "postmaster and abuse";

    /** So many are named; the number stands for the rest. */
    private static final int MOST_NAMED = 6;

    private static final List<String> LOCAL_PARTS = List.of("postmaster", "abuse");

    private final EditableMailStore store;
    private final AccountDirectory accounts;
    private final AddressUse use;

    public RequiredAddresses(EditableMailStore store, AccountDirectory accounts) {
        this.store = requireNonNull(store, "store");
        this.accounts = requireNonNull(accounts, "accounts");
        this.use = new AddressUse(store, accounts);
    }

    /** Both addresses of a domain. */
    public static Stream<EmailAddress> of(MailDomain domain) {
        return LOCAL_PARTS.stream().map(local -> new EmailAddress(local, domain));
    }

    /** Those of a local domain that no alias, account, group or catch-all takes; asks the provider. */
    public List<EmailAddress> missing(MailDomain domain) {
        return of(domain).filter(address -> !use.isReached(address)).toList();
    }

    /**
     * Looks at every enabled domain that stands for no other one. Asks the provider a few times for each.
     *
     * @param more a local domain beside those of the store
     * @param patience after which no further domain is looked at
     * @param clock in nanoseconds from any point
     * @return empty if there is no domain
     */
    public Optional<Diagnosis> examine(Optional<MailDomain> more, Duration patience, LongSupplier clock) {
        List<MailDomain> domains = Stream.concat(
                        store.domains().list().stream()
                                .filter(row -> row.enabled() && row.aliasOf().isEmpty())
                                .map(LocalDomain::name)
                                .flatMap(name -> MailDomain.parse(name).stream()),
                        more.stream())
                .distinct()
                .toList();
        long begun = clock.getAsLong();
        int count = 0;
        List<EmailAddress> missing = new ArrayList<>();
        for (MailDomain domain : domains) {
            if (clock.getAsLong() - begun > patience.toNanos()) {
                break;
            }
            count++;
            for (EmailAddress address : missing(domain)) {
                Optional<String> why = unanswered(address);
                if (why.isPresent()) {
                    return Optional.of(Diagnosis.skipped(
                            SUBJECT, "the provider could not be asked who has " + address + ": " + why.get()));
                }
                missing.add(address);
            }
        }
        Duration took = Duration.ofNanos(clock.getAsLong() - begun);
        return domains.isEmpty() ? Optional.empty() : Optional.of(diagnosis(missing, count, domains.size(), took));
    }

    /** An account that cannot be looked up is not missing. */
    private Optional<String> unanswered(EmailAddress address) {
        return accounts.provider()
                .findByAddress(use.canonical(address))
                .fold(found -> Optional.empty(), Optional::empty, reason -> Optional.of(reason.replaceAll("\\R", " ")));
    }

    private static Diagnosis diagnosis(List<EmailAddress> missing, int count, int all, Duration took) {
        String examined = count == all ? "" : " (" + count + " of " + all + " domains, the others take too long)";
        if (missing.isEmpty()) {
            return Diagnosis.ok(SUBJECT, "each reaches an account or goes elsewhere" + examined, took);
        }
        String named =
                missing.stream().limit(MOST_NAMED).map(EmailAddress::toString).collect(Collectors.joining(", "));
        return new Diagnosis(
                SUBJECT,
                Diagnosis.Status.WARNING,
                missing.size() + (missing.size() == 1 ? " reaches" : " reach") + " no account: " + named
                        + (missing.size() > MOST_NAMED ? ", ..." : "") + examined,
                "mailcloakctl domains add DOMAIN --postmaster LOGIN, or aliases add ADDRESS LOGIN; every domain has to take"
                        + " this mail (RFC 5321 section 4.5.1, RFC 2142)",
                Optional.of(took));
    }
}
