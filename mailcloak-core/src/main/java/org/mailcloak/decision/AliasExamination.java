package org.mailcloak.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.store.Alias;
import org.mailcloak.store.EditableMailStore;

/**
 * An examination that follows every enabled alias to where it ends, and reports what an operator has to repair: targets
 * that lead to nothing, to other accounts than those that they are bound to, to accounts whose mailbox cannot be
 * determined, or back to themselves. It asks the provider for each alias, and ends after a time. Changes nothing. For one thread.
 */
public final class AliasExamination {

    private static final String SUBJECT = "aliases";

    /** So many are named; the number stands for the rest. */
    private static final int MOST_NAMED = 5;

    /** No alias or account has this name: it stands for all that a catch-all takes. */
    private static final String ANYTHING = "mailcloak-examination@";

    private final EditableMailStore store;
    private final RecipientResolver destinations;
    private final List<String> unknown = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> ambiguous = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private final AliasBinder binder = new AliasBinder() {
        @Override
        public void changed(Alias alias, String target, String accountId) {
            add(changed, alias.address() + " by " + target + " (now " + accountId + ")");
        }

        @Override
        public void unknown(Alias alias, String target) {
            add(unknown, alias.address() + " by " + target);
        }
    };

    /** Neither is closed. */
    public AliasExamination(PolicyRules rules, EditableMailStore store, IdentityProvider provider) {
        this.store = store;
        this.destinations = new RecipientResolver(rules, new LookupSources(store, provider, binder));
    }

    /**
     * @param patience after which no further alias is followed
     * @param clock in nanoseconds from any point
     * @return in the order in which a person should read it; never empty
     */
    public List<Diagnosis> examine(Duration patience, LongSupplier clock) {
        List<Alias> aliases = store.aliases().list(Optional.empty()).stream()
                .filter(Alias::enabled)
                .toList();
        long begun = clock.getAsLong();
        int count = 0;
        for (Alias alias : aliases) {
            if (clock.getAsLong() - begun > patience.toNanos()) {
                break;
            }
            count++;
            Optional<String> why = follow(alias);
            if (why.isPresent()) {
                return List.of(Diagnosis.skipped(
                        SUBJECT, "the provider could not be asked where " + alias.address() + " leads: " + why.get()));
            }
        }
        return diagnoses(count, aliases.size(), Duration.ofNanos(clock.getAsLong() - begun));
    }

    /** Why it could not be followed. */
    private Optional<String> follow(Alias alias) {
        String text =
                alias.address().startsWith("@") ? ANYTHING + alias.address().substring(1) : alias.address();
        Resolution end = EmailAddress.parse(text).map(destinations::of).orElse(Resolution.NOBODY);
        if (end.kind() == Resolution.Kind.AMBIGUOUS) {
            add(ambiguous, alias.address() + ": " + end.detail());
        } else if (end.kind() == Resolution.Kind.BROKEN) {
            add(broken, alias.address() + ": " + end.detail());
        }
        return end.kind() == Resolution.Kind.UNAVAILABLE ? Optional.of(end.detail()) : Optional.empty();
    }

    /** An alias that another one leads to is followed twice. */
    private static void add(List<String> found, String what) {
        if (!found.contains(what)) {
            found.add(what);
        }
    }

    private List<Diagnosis> diagnoses(int count, int all, Duration took) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        String examined =
                count == all ? all + " in force" : count + " of " + all + " in force, the others take too long";
        if (!changed.isEmpty()) {
            diagnoses.add(Diagnosis.warning(
                    SUBJECT,
                    changed.size()
                            + " targets lead to other accounts than those that they are bound to, mail for them waits: "
                            + first(changed),
                    "if that is right, mailcloakctl aliases rebind ALIAS..., or --all after the provider's content was"
                            + " imported again"));
        }
        if (!unknown.isEmpty()) {
            diagnoses.add(Diagnosis.warning(
                    SUBJECT,
                    unknown.size() + " targets lead to nothing: " + first(unknown),
                    "mailcloakctl aliases add with other targets, or aliases del; mail for an alias without another target is"
                            + " refused"));
        }
        if (!ambiguous.isEmpty()) {
            diagnoses.add(Diagnosis.warning(
                    SUBJECT,
                    ambiguous.size() + " lead to accounts whose mailbox cannot be told, mail for them waits: "
                            + first(ambiguous),
                    "give the account a login or an address that no other account has"));
        }
        if (!broken.isEmpty()) {
            diagnoses.add(Diagnosis.warning(
                    SUBJECT,
                    broken.size() + " lead back to themselves or too far, mail for them waits: " + first(broken),
                    "mailcloakctl aliases add with other targets"));
        }
        if (diagnoses.isEmpty()) {
            diagnoses.add(Diagnosis.ok(SUBJECT, examined + ": each leads to accounts, groups or elsewhere", took));
        }
        return diagnoses;
    }

    private static String first(List<String> found) {
        String named = found.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return found.size() > MOST_NAMED ? named + ", ..." : named;
    }
}
