package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Account;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.Alias;

/**
 * The resolution of where mail for an address goes. It is the only one: what the maps answer Postfix and what the
 * policy says of a recipient come from here.
 *
 * <p>The first that fits: an alias of this address; an account that has this address; a group that has it; with an
 * extension, the alias, the account and then the group of the address without it; the domain's catch-all. So {@code
 * john-smith} is never taken for {@code john} with an extension. An alias that is switched off takes no mail, and neither
 * does anything after it.
 *
 * <p>An alias is judged by where it ends: each target is followed to an account, a group, an address elsewhere or
 * nothing. Targets for which no account may receive mail are left out; if none is left, the alias takes no mail.
 *
 * <p>An alias leads to {@code login@domain}, and Postfix asks for that in turn. In a domain with a catch-all it leads to the
 * account's own address instead, if that is in a local domain, and only for the others a login name counts as an address: the
 * catch-all must not take that. With {@link org.mailcloak.decision.site.DeliverTo#LOGIN} every address of an account leads to
 * the one with its login name, which is an address then.
 *
 * <p>A group leads to its members' addresses, which are followed no further: a thousand members would be as many questions.
 * Postfix asks for each of them in turn.
 *
 * <p>Methods throw {@link org.mailcloak.store.StoreException} if the store cannot answer.
 */
public final class RecipientResolver {

    private final RuleContext sources;
    private final Mailboxes mailboxes;
    private final AliasTargetResolver targets;
    private final int maxMembers;
    private final AliasExpansion.Way way;
    private final ContactTrail trail;

    public RecipientResolver(PolicyRules rules, LookupSources directory) {
        this(rules, new RuleContext(rules, directory));
    }

    RecipientResolver(PolicyRules rules, RuleContext sources) {
        this(sources, new Mailboxes(rules, sources), rules.groupMemberLimit(), ContactTrail.NONE);
    }

    private RecipientResolver(RuleContext sources, Mailboxes mailboxes, int maxMembers, ContactTrail trail) {
        this.sources = sources;
        this.mailboxes = mailboxes;
        this.targets = new AliasTargetResolver(sources, mailboxes);
        this.maxMembers = maxMembers;
        this.trail = trail;
        this.way = new AliasExpansion.Way(this::find, this::ofLogin, this::hasUnknownHost, sources.bindings());
    }

    /** Whether mail for the domain is ours. */
    public boolean isLocal(MailDomain domain) {
        return sources.isLocal(domain);
    }

    /** Where mail for an address in a local domain goes, with the groups that it reaches on the way. */
    public Resolution of(EmailAddress address) {
        EmailAddress own = sources.canonical(address);
        return follow(own, find(own));
    }

    private Resolution follow(EmailAddress own, Step step) {
        return AliasExpansion.of(own, step, way);
    }

    /**
     * Resolves as {@link #of} where an alias or a group takes the mail, or the address is rewritten to one with the
     * login name. Everything else is {@code NOBODY}, and if none of these can be, the provider is not asked for it.
     */
    public Resolution forwarding(EmailAddress address) {
        EmailAddress own = sources.canonical(address);
        return own.equals(address) ? forwardingInDomain(own) : toCanonical(own);
    }

    /** Nothing is forwarded to an address that is not there: Postfix takes what the alias map knows for a known recipient. */
    private Resolution toCanonical(EmailAddress own) {
        Resolution destination = of(own);
        Resolution forwarded =
                Resolution.forwarded(List.of(ForwardingTarget.of(own).toString()));
        return switch (destination.kind()) {
            case FORWARDED, MAILBOX, DISCARDED -> forwarded;
            case NOBODY -> unknownHost(own).isPresent() ? forwarded : destination;
            case CLOSED, LOST -> Resolution.NOBODY;
            case UNAVAILABLE, CHANGED, AMBIGUOUS, BROKEN -> destination;
        };
    }

    private Resolution forwardingInDomain(EmailAddress address) {
        Resolution destination = isAsked(address) ? follow(address, find(address)) : Resolution.NOBODY;
        return switch (destination.kind()) {
            case FORWARDED, UNAVAILABLE, CHANGED, AMBIGUOUS, BROKEN -> destination;
            case MAILBOX, DISCARDED, CLOSED, LOST, NOBODY -> Resolution.NOBODY;
        };
    }

    private boolean isAsked(EmailAddress address) {
        return ((sources.hasGroups() || mailboxes.byLogin()) && sources.isLocal(address))
                || sources.mayBeForwarded(address);
    }

    /**
     * Resolves mail that has come to its end here and is about to be delivered: as {@link #of}, save that everything
     * that {@link #forwarding} answers in a local domain is a mailbox. So is an account's address that has an alias
     * which leads nowhere, and the address that an alias is answered with for a login name.
     */
    public Resolution ending(EmailAddress address) {
        EmailAddress own = sources.canonical(address);
        Resolution destination = of(own);
        return switch (destination.kind()) {
            case NOBODY, CLOSED, LOST -> mailboxOr(destination, own);
            case FORWARDED, MAILBOX, DISCARDED, UNAVAILABLE, CHANGED, AMBIGUOUS, BROKEN -> destination;
        };
    }

    private Resolution mailboxOr(Resolution nothing, EmailAddress own) {
        Resolution mailbox = mailbox(own);
        return switch (mailbox.kind()) {
            case MAILBOX, UNAVAILABLE, CHANGED, AMBIGUOUS, BROKEN -> mailbox;
            case FORWARDED, DISCARDED, CLOSED, LOST, NOBODY ->
                Stream.concat(Stream.of(own), sources.withoutExtension(own).stream())
                        .flatMap(named ->
                                Stream.of(named.localPart(), named.toString()).map(login -> answered(login, named)))
                        .filter(end -> end.kind() != Resolution.Kind.NOBODY)
                        .findFirst()
                        .orElse(nothing);
        };
    }

    /** Whether mail for this login name, the target of an alias, is sent to this address. */
    private Resolution answered(String login, EmailAddress named) {
        return LoginNames.unique(sources.recipient(login))
                .fold(
                        found -> {
                            Mailbox mailbox = mailboxes.forLogin(found.get(0), Optional.of(named), named.domain());
                            boolean isHere =
                                    mailbox.address().filter(named::equals).isPresent();
                            return isHere && mailboxes.mayReceive(found.get(0))
                                    ? Resolution.MAILBOX
                                    : Resolution.NOBODY;
                        },
                        () -> Resolution.NOBODY,
                        Resolution::unavailable);
    }

    /** The address without its extension, if it has one by {@code policy.recipient_delimiter}. */
    public Optional<EmailAddress> withoutExtension(EmailAddress address) {
        return sources.withoutExtension(address);
    }

    /**
     * Resolves as {@link #of} with the aliases left out, save that an alias is no extended form of an account's
     * address.
     */
    public Resolution mailbox(EmailAddress address) {
        Step step = find(sources.canonical(address), false);
        boolean isRewritten = !step.accounts().isEmpty() && step.end().kind() == Resolution.Kind.FORWARDED;
        return isRewritten ? Resolution.MAILBOX : step.end();
    }

    /**
     * Returns the host that takes mail for an address which is {@link Resolution.Kind#NOBODY} here, as Postfix's
     * transport(5) reads it for smtp; empty: none does.
     */
    public Optional<String> unknownHost(EmailAddress address) {
        return sources.unknownHost(sources.canonical(address).domain());
    }

    /** One step. */
    Step find(EmailAddress address) {
        return find(address, true);
    }

    private Step find(EmailAddress address, boolean byAlias) {
        Optional<Alias> alias = sources.alias(address);
        if (isThrownAway(alias)) {
            return Step.end(Resolution.DISCARDED);
        }
        if (byAlias && alias.filter(Alias::enabled).isPresent()) {
            return ofAlias(alias.get(), address, "");
        }
        Step account = alias.isPresent() ? beside(address, address, "") : held(address, "", byAlias);
        if (!account.isNobody() || alias.isPresent()) {
            return account;
        }
        Optional<EmailAddress> bare = sources.withoutExtension(address);
        return bare.isPresent() ? findExtended(address, bare.get(), byAlias) : caught(address, byAlias);
    }

    private Step findExtended(EmailAddress address, EmailAddress bare, boolean byAlias) {
        String extension = sources.extension(address);
        Optional<Alias> alias = sources.alias(bare);
        if (isThrownAway(alias)) {
            return Step.end(Resolution.DISCARDED);
        }
        if (byAlias && alias.filter(Alias::enabled).isPresent()) {
            return ofAlias(alias.get(), bare, extension);
        }
        Step account = alias.isPresent() ? beside(bare, address, extension) : held(bare, extension, byAlias);
        return !account.isNobody() || alias.isPresent() ? account : caught(address, byAlias);
    }

    /**
     * The accounts that have the address of an alias that is off. If there is none, the mail goes to no other host
     * either: the address is not unknown here.
     */
    private Step beside(EmailAddress own, EmailAddress asked, String extension) {
        Step account = ofAccounts(sources.owners(own), own, extension);
        return account.isNobody() && unknownHost(asked).isPresent() ? Step.end(Resolution.CLOSED) : account;
    }

    private static boolean isThrownAway(Optional<Alias> alias) {
        return alias.filter(Alias::enabled).filter(Alias::isDiscarded).isPresent();
    }

    private Step ofAlias(Alias alias, EmailAddress own, String extension) {
        return alias.also().size() >= Alias.MAX_TARGETS
                ? Step.end(Resolution.broken("it has more than " + Alias.MAX_TARGETS + " targets"))
                : Step.alias(alias, targets.of(alias, own, extension));
    }

    private Step caught(EmailAddress address, boolean byAlias) {
        Optional<Alias> catchAll = sources.catchAll(address.domain());
        if (catchAll.isEmpty()) {
            return Step.NOBODY;
        }
        Step named = ofNamed(address, address);
        Optional<EmailAddress> bare = sources.withoutExtension(address);
        if (named.isNobody() && bare.isPresent()) {
            named = ofNamed(bare.get(), address);
        }
        if (!named.isNobody()) {
            return named;
        }
        if (isThrownAway(catchAll)) {
            return Step.end(Resolution.DISCARDED);
        }
        return byAlias ? ofAlias(catchAll.get(), address, "") : Step.NOBODY;
    }

    /** The account with this login name, in a domain with a catch-all, if its aliases lead to the login name. */
    private Step ofNamed(EmailAddress named, EmailAddress address) {
        if (mailboxes.byLogin()) {
            return Step.NOBODY;
        }
        LookupResult lookup = LoginNames.unique(sources.recipient(named.localPart()));
        boolean isAnsweredOtherwise = lookup instanceof LookupResult.Found found
                && mailboxes.localAddress(found.accounts().get(0)).isPresent();
        return isAnsweredOtherwise ? Step.NOBODY : ofAccounts(lookup, address, "");
    }

    /** The accounts that have the address, or else the group, or else the account whose login makes it. */
    private Step held(EmailAddress address, String extension, boolean byGroup) {
        Step account = ofAccounts(sources.owners(address), address, extension);
        if (!account.isNobody()) {
            return account;
        }
        Resolution group = group(address);
        if (group.kind() == Resolution.Kind.FORWARDED && !byGroup) {
            return Step.end(Resolution.CLOSED);
        }
        return group.kind() != Resolution.Kind.NOBODY || !mailboxes.byLogin()
                ? Step.end(group)
                : ofLoginAddress(address);
    }

    /** The account whose addresses are all rewritten to this one. */
    private Step ofLoginAddress(EmailAddress address) {
        LookupResult byName = LoginNames.unique(sources.recipient(address.localPart()));
        LookupResult lookup = byName instanceof LookupResult.NotFound
                ? LoginNames.unique(sources.recipient(address.toString()))
                : byName;
        if (lookup instanceof LookupResult.Found found) {
            Account account = found.accounts().get(0);
            boolean isIts = mailboxes
                    .byLogin(account, address.domain())
                    .address()
                    .filter(address::equals)
                    .isPresent();
            return isIts ? ofAccounts(lookup, address, "") : Step.NOBODY;
        }
        return ofAccounts(lookup, address, "");
    }

    /** What becomes of mail for a contact of a group. */
    private Resolution ofContact(EmailAddress contact) {
        return trail.mayFollow()
                ? follow(contact, find(contact))
                : Resolution.broken("its contacts lead too far: to more than " + ContactTrail.MAX_CONTACTS
                        + " addresses here, or " + ContactTrail.MAX_GROUPS + " groups follow each other");
    }

    private boolean hasUnknownHost(EmailAddress address) {
        return unknownHost(address).isPresent();
    }

    /** Resolves a first target with {@code @} that is no account's address: a login name, by definition of an alias. */
    private Step ofLogin(EmailAddress address, String login) {
        return ofAccounts(LoginNames.unique(sources.recipient(login)), address, "");
    }

    /** Where mail for the group of this address goes, if there is one; accounts and aliases come before it. */
    private Resolution group(EmailAddress address) {
        return sources.group(address)
                .fold(this::toMembers, () -> Resolution.NOBODY, Resolution::unavailable, Resolution::broken);
    }

    private Step ofAccounts(LookupResult lookup, EmailAddress address, String extension) {
        if (lookup instanceof LookupResult.Unavailable failure) {
            return Step.notKnown(failure);
        }
        return lookup instanceof LookupResult.Found found
                ? Step.account(toMailbox(mailboxes.receivers(found.accounts()), address, extension), found.accounts())
                : Step.NOBODY;
    }

    private Resolution toMailbox(List<Account> receivers, EmailAddress address, String extension) {
        if (receivers.isEmpty()) {
            return Resolution.CLOSED;
        }
        if (!mailboxes.byLogin()) {
            return Resolution.MAILBOX;
        }
        if (receivers.size() > 1) {
            return Resolution.ambiguous(receivers.size() + " accounts have the address " + address
                    + ", and policy.deliver_to is login: whose mailbox it is cannot be told");
        }
        Mailbox mailbox = mailboxes.byLogin(receivers.get(0), address.domain());
        return switch (mailbox.kind()) {
            case TOLD -> rewritten(address, mailbox.address().orElseThrow(), extension);
            case AMBIGUOUS -> Resolution.ambiguous(mailbox.detail());
            case UNAVAILABLE -> Resolution.unavailable(mailbox.detail());
        };
    }

    private static Resolution rewritten(EmailAddress address, EmailAddress mailbox, String extension) {
        return mailbox.equals(address)
                ? Resolution.MAILBOX
                : Resolution.forwarded(List.of(
                        ForwardingTarget.of(mailbox).withExtension(extension).toString()));
    }

    /** Never some of the members: a list that loses mail looks like one that works. */
    private Resolution toMembers(MailGroup group) {
        if (trail.has(group)) {
            return Resolution.broken("it leads back to itself by the address of a contact: the group " + group.name());
        }
        RecipientResolver behind = new RecipientResolver(sources, mailboxes, maxMembers, trail.with(group));
        LocalContacts contacts = new LocalContacts(sources, mailboxes, group, behind::ofContact);
        List<Account> accounts =
                group.members().stream().filter(mailboxes::mayReceive).toList();
        List<String> members = Stream.concat(
                        accounts.stream()
                                .flatMap(member -> mailboxes.localAddress(member).or(member::primaryAddress).stream()),
                        group.contacts().stream()
                                .map(sources::canonical)
                                .filter(contact -> accounts.stream().noneMatch(account -> account.owns(contact)))
                                .filter(contacts::receives))
                .distinct()
                .map(address -> ForwardingTarget.of(address).toString())
                .toList();
        if (members.size() > maxMembers) {
            return Resolution.broken("the group " + group.name() + " has " + members.size()
                    + " members, and policy.group_member_limit is " + maxMembers);
        }
        return contacts.wrong()
                .orElseGet(
                        () -> members.isEmpty() ? Resolution.CLOSED : Resolution.forwarded(members, contacts.groups()));
    }
}
