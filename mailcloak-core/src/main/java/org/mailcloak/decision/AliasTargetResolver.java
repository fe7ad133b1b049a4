package org.mailcloak.decision;

import static org.mailcloak.decision.ResolvedTarget.Kind.AMBIGUOUS;
import static org.mailcloak.decision.ResolvedTarget.Kind.CHANGED;
import static org.mailcloak.decision.ResolvedTarget.Kind.CLOSED;
import static org.mailcloak.decision.ResolvedTarget.Kind.LOST;
import static org.mailcloak.decision.ResolvedTarget.Kind.UNAVAILABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.store.Alias;

/**
 * Resolves the targets of an alias, one step each. A text without {@code @} is an alias of that name in the alias's domain,
 * because Postfix would follow it; or else a login name; or else an address in that domain. A text with one is an address.
 */
final class AliasTargetResolver {

    private final RuleContext sources;
    private final Mailboxes mailboxes;

    AliasTargetResolver(RuleContext sources, Mailboxes mailboxes) {
        this.sources = sources;
        this.mailboxes = mailboxes;
    }

    /**
     * @param own the address that the alias was found by: for it the alias is the end of the way
     * @param extension with its delimiter; empty for none
     */
    List<ResolvedTarget> of(Alias alias, EmailAddress own, String extension) {
        if (alias.also().isEmpty()) {
            return List.of(resolved(alias, alias.login(), own, extension));
        }
        List<ResolvedTarget> all = new ArrayList<>(alias.also().size() + 1);
        alias.targets().forEach(text -> all.add(resolved(alias, text, own, extension)));
        return all;
    }

    private ResolvedTarget resolved(Alias alias, String text, EmailAddress own, String extension) {
        if (text.indexOf('@') < 0) {
            Optional<EmailAddress> named = EmailAddress.of(text, own.domain());
            return named.isPresent() && !named.get().equals(own) && isAlias(named.get())
                    ? onward(text, ForwardingTarget.inDomain(text, own.domain()), named.get(), extension)
                    : byLogin(alias, text, named, own, extension);
        }
        Optional<ForwardingTarget> target =
                ForwardingTarget.of(text, own.domain()).map(this::canonical);
        Optional<EmailAddress> named = target.flatMap(ForwardingTarget::address);
        if (named.isEmpty()) {
            return lost(alias, text);
        }
        if (!sources.isLocal(named.get())) {
            return ResolvedTarget.elsewhere(text, target.orElseThrow().toString());
        }
        return named.get().equals(own)
                ? itself(alias, text, own, extension)
                : onward(text, target.orElseThrow(), named.get(), extension);
    }

    /** An address of a domain that stands for another one is the one in that. */
    private ForwardingTarget canonical(ForwardingTarget target) {
        return target.address()
                .filter(address -> !sources.canonical(address).equals(address))
                .map(address -> ForwardingTarget.of(sources.canonical(address)))
                .orElse(target);
    }

    private boolean isAlias(EmailAddress address) {
        return sources.alias(address).filter(Alias::enabled).isPresent();
    }

    private ResolvedTarget onward(String text, ForwardingTarget target, EmailAddress named, String extension) {
        EmailAddress next =
                extension.isEmpty() ? named : new EmailAddress(named.localPart() + extension, named.domain());
        return ResolvedTarget.onward(text, target.withExtension(extension).toString(), next);
    }

    private ResolvedTarget byLogin(
            Alias alias, String text, Optional<EmailAddress> named, EmailAddress own, String extension) {
        LookupResult lookup = LoginNames.unique(sources.recipient(text));
        if (lookup instanceof LookupResult.Found found) {
            return account(alias, text, named, found.accounts().get(0), own.domain(), extension);
        }
        if (lookup instanceof LookupResult.Unavailable failure) {
            return asItWas(alias, text, own.domain(), failure, extension);
        }
        if (named.isEmpty() || sources.bindings().isBound(alias, text)) {
            return lost(alias, text);
        }
        return named.get().equals(own)
                ? itself(alias, text, own, extension)
                : onward(text, ForwardingTarget.inDomain(text, own.domain()), named.get(), extension);
    }

    private ResolvedTarget account(
            Alias alias,
            String text,
            Optional<EmailAddress> named,
            Account account,
            MailDomain domain,
            String extension) {
        List<Account> accounts = List.of(account);
        if (!sources.bindings().accepts(alias, text, accounts)) {
            return none(CHANGED, text, changed(alias, text), accounts);
        }
        if (!mailboxes.mayReceive(account)) {
            return none(CLOSED, text, "", accounts);
        }
        Mailbox mailbox = mailboxes.forLogin(account, named, domain);
        return switch (mailbox.kind()) {
            case TOLD -> {
                EmailAddress address = mailbox.address().orElseThrow();
                ForwardingTarget answer = named.filter(address::equals).isPresent()
                        ? ForwardingTarget.inDomain(text, domain)
                        : ForwardingTarget.of(address);
                yield ResolvedTarget.account(
                        text, answer.withExtension(extension).toString(), accounts);
            }
            case AMBIGUOUS -> none(AMBIGUOUS, text, mailbox.detail(), accounts);
            case UNAVAILABLE -> none(UNAVAILABLE, text, mailbox.detail(), accounts);
        };
    }

    /** What was resolved before is accepted as it was, where the answer does not depend on the account. */
    private ResolvedTarget asItWas(
            Alias alias, String text, MailDomain domain, LookupResult.Unavailable failure, String extension) {
        return !failure.unclear() && !mailboxes.byLogin() && sources.bindings().isBound(alias, text)
                ? new ResolvedTarget(
                        ResolvedTarget.Kind.ACCOUNT,
                        text,
                        ForwardingTarget.inDomain(text, domain)
                                .withExtension(extension)
                                .toString(),
                        Optional.empty(),
                        List.of(),
                        failure.reason())
                : ResolvedTarget.none(UNAVAILABLE, text, failure.reason());
    }

    /** An alias that leads to its own address keeps a copy for the accounts that have the address. */
    private ResolvedTarget itself(Alias alias, String text, EmailAddress own, String extension) {
        return sources.owners(own)
                .fold(
                        found -> {
                            if (!sources.bindings().accepts(alias, text, found)) {
                                return none(CHANGED, text, changed(alias, text), found);
                            }
                            return mailboxes.receivers(found).isEmpty()
                                    ? none(CLOSED, text, "", found)
                                    : ResolvedTarget.account(
                                            text,
                                            ForwardingTarget.of(own)
                                                    .withExtension(extension)
                                                    .toString(),
                                            found);
                        },
                        () -> lost(alias, text),
                        why -> ResolvedTarget.none(UNAVAILABLE, text, why));
    }

    private ResolvedTarget lost(Alias alias, String text) {
        sources.bindings().unknown(alias, text);
        return ResolvedTarget.none(LOST, text, "");
    }

    private static ResolvedTarget none(ResolvedTarget.Kind kind, String text, String detail, List<Account> accounts) {
        return new ResolvedTarget(kind, text, "", Optional.empty(), accounts, detail);
    }

    static String changed(Alias alias, String text) {
        return "the alias " + alias.address() + " is bound to another account than the one that is " + text
                + " now; mailcloakctl aliases rebind " + alias.address() + " binds it to this one";
    }
}
