package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.Alias;

/**
 * Where mail for one address goes next.
 *
 * @param end what becomes of it, unless an alias takes it
 * @param alias the alias that takes it, catch-alls included
 * @param targets those of the alias, each resolved; empty without one
 * @param accounts the accounts that have the address, those included that may not receive
 * @param outage whether the accounts are not known because the provider is out: then what was resolved before may stand. One
 *     unclear account is no outage
 */
record Step(
        Resolution end, Optional<Alias> alias, List<ResolvedTarget> targets, List<Account> accounts, boolean outage) {

    static final Step NOBODY = end(Resolution.NOBODY);

    static Step end(Resolution end) {
        return new Step(end, Optional.empty(), List.of(), List.of(), false);
    }

    /** The accounts that have the address are not known. */
    static Step notKnown(LookupResult.Unavailable failure) {
        return new Step(
                Resolution.unavailable(failure.reason()), Optional.empty(), List.of(), List.of(), !failure.unclear());
    }

    static Step account(Resolution end, List<Account> accounts) {
        return new Step(end, Optional.empty(), List.of(), accounts, false);
    }

    static Step alias(Alias alias, List<ResolvedTarget> targets) {
        return new Step(Resolution.NOBODY, Optional.of(alias), targets, List.of(), false);
    }

    /** The step from a target of an alias: a catch-all does not catch what it leads to itself. */
    Step from(Alias other) {
        boolean isItself = other.address().startsWith("@")
                && alias.filter(own -> own.address().equals(other.address())).isPresent();
        return isItself ? NOBODY : this;
    }

    /** Whether nothing has the address. */
    boolean isNobody() {
        return alias.isEmpty() && end.kind() == Resolution.Kind.NOBODY;
    }
}
