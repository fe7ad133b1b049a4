package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.MailStore;

/**
 * Finds loops of aliases in the store, for those who write aliases. Ways through a catch-all or an extension are not
 * followed: they depend on the identity provider and the operator's rules. {@link Destinations} sees those, mail by mail.
 */
public final class AliasLoops {

    private final MailStore store;

    public AliasLoops(MailStore store) {
        this.store = store;
    }

    /** What is wrong with following the alias: one line; empty if it comes to an end. */
    public Optional<String> wrongWith(AliasAddress alias) {
        return alias.isCatchAll()
                ? store.findCatchAll(alias.domain()).flatMap(this::wrongWithTargets)
                : EmailAddress.parse(alias.toString()).flatMap(this::wrongWith);
    }

    private Optional<String> wrongWithTargets(Alias catchAll) {
        return AliasAddress.parse(catchAll.address()).stream()
                .flatMap(alias -> catchAll.targets().map(text -> Target.of(text, alias.domain())))
                .flatMap(target -> target.address().stream())
                .flatMap(target -> wrongWith(target).stream())
                .findFirst();
    }

    private Optional<String> wrongWith(EmailAddress address) {
        Destination found = Expansion.check(address, next(address), this::next);
        return found.kind() == Destination.Kind.BROKEN ? Optional.of(found.detail()) : Optional.empty();
    }

    private Destination next(EmailAddress address) {
        return store.findAlias(address)
                .filter(Alias::enabled)
                .map(alias -> Destination.forwarded(alias.targets()
                        .map(text -> Target.of(text, address.domain()).toString())
                        .toList()))
                .orElse(Destination.NOBODY);
    }
}
