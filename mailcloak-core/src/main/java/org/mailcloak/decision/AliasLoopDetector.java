package org.mailcloak.decision;

import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.MailStore;

/**
 * Finds loops of aliases in the store, for those who write aliases. Ways through a catch-all or an extension are not
 * followed: they depend on the identity provider and the operator's rules. {@link RecipientResolver} sees those, mail by mail.
 */
public final class AliasLoopDetector {

    private final MailStore store;
    private final AliasExpansion.Way way;

    public AliasLoopDetector(MailStore store) {
        this.store = store;
        Step mailbox = Step.end(Resolution.MAILBOX);
        this.way = new AliasExpansion.Way(
                this::next, (address, login) -> mailbox, address -> false, new Bindings("", AliasBinder.NONE));
    }

    /** What is wrong with following the alias: one line; empty if it comes to an end. */
    public Optional<String> wrongWith(AliasAddress alias) {
        return alias.isCatchAll()
                ? store.findCatchAll(alias.domain()).flatMap(this::wrongWithTargets)
                : EmailAddress.parse(alias.toString()).flatMap(this::wrongWith);
    }

    private Optional<String> wrongWithTargets(Alias catchAll) {
        return AliasAddress.parse(catchAll.address()).stream()
                .flatMap(alias ->
                        catchAll.targets().flatMap(text -> ForwardingTarget.of(text, alias.domain()).stream()))
                .flatMap(target -> target.address().stream())
                .flatMap(target -> wrongWith(target).stream())
                .findFirst();
    }

    private Optional<String> wrongWith(EmailAddress address) {
        Resolution found = AliasExpansion.of(address, next(address), way);
        return found.kind() == Resolution.Kind.BROKEN ? Optional.of(found.detail()) : Optional.empty();
    }

    private Step next(EmailAddress address) {
        return store.findAlias(address)
                .filter(Alias::enabled)
                .map(alias -> Step.alias(
                        alias,
                        alias.targets().map(text -> onward(text, address)).toList()))
                .orElseGet(() -> Step.end(Resolution.MAILBOX));
    }

    private static ResolvedTarget onward(String text, EmailAddress own) {
        return ForwardingTarget.of(text, own.domain())
                .flatMap(ForwardingTarget::address)
                .filter(next -> !next.equals(own))
                .map(next -> ResolvedTarget.onward(text, next.toString(), next))
                .orElseGet(() -> ResolvedTarget.elsewhere(text, text));
    }
}
