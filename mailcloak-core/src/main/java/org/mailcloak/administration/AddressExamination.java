package org.mailcloak.administration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.mailcloak.decision.AliasExamination;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.idp.Diagnosis;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.store.EditableMailStore;

/** An examination of what provider and store know together: the aliases, and the addresses that every domain must have. */
public final class AddressExamination {

    private AddressExamination() {}

    /**
     * Asks the provider some times for each alias and each domain. Changes nothing, and closes neither.
     *
     * @param patience for the aliases and for the domains, each
     * @param clock in nanoseconds from any point
     * @return in the order in which a person should read it
     */
    public static List<Diagnosis> examine(
            PolicyRules rules,
            EditableMailStore store,
            IdentityProvider provider,
            Duration patience,
            LongSupplier clock) {
        List<Diagnosis> diagnoses =
                new ArrayList<>(new AliasExamination(rules, store, provider).examine(patience, clock));
        diagnoses.addAll(new RequiredAddressExamination(rules, store, provider).examine(patience, clock));
        return diagnoses;
    }
}
