package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.Alias;

/**
 * Where mail for an address goes. The one place that knows: what the maps tell Postfix and what the policy says of a
 * recipient come from here.
 *
 * <p>The first that fits: an alias of this address; an account that has this address; a group that has it; with an
 * extension, the alias, the account and then the group of the address without it; the domain's catch-all. So {@code
 * john-smith} is never taken for {@code john} with an extension. An alias that is switched off takes no mail, and neither
 * does anything after it.
 *
 * <p>An alias leads to {@code login@domain}, and Postfix asks for that in turn. A catch-all must not take it then, though
 * no account may have this very address: in a domain with a catch-all, login names count as addresses.
 *
 * <p>The provider is asked only where no alias settles it, and for a group only where no account does. A group leads to
 * its members' addresses, which are followed no further: a thousand members would be as many questions. Postfix asks for
 * each of them in turn.
 *
 * <p>Methods throw {@link org.mailcloak.store.StoreException} if the store cannot answer.
 */
public final class Destinations {

    private final Sources sources;
    private final boolean disabledUsersReceive;
    private final int maxMembers;

    public Destinations(PolicyRules rules, Directory directory) {
        this(rules, new Sources(rules, directory));
    }

    Destinations(PolicyRules rules, Sources sources) {
        this.sources = sources;
        this.disabledUsersReceive = rules.disabledUsersReceive();
        this.maxMembers = rules.groupMemberLimit();
    }

    /** Whether mail for the domain is ours. */
    public boolean isLocal(MailDomain domain) {
        return sources.isLocal(domain);
    }

    /** Where mail for an address in a local domain goes. */
    public Destination of(EmailAddress address) {
        return checked(address, find(address), this::nextAlias);
    }

    /** As {@link #of}, with the groups that an alias leads to as well: a list's rule holds for every way to it. */
    Destination reachedFrom(EmailAddress address) {
        return checked(address, find(address), sources.hasGroups() ? this::nextAliasOrGroup : this::nextAlias);
    }

    /**
     * As {@link #of} where an alias or a group takes the mail. Everything else is {@code NOBODY}, and if no group can have an
     * address, the provider is not asked for it.
     */
    public Destination forwarding(EmailAddress address) {
        boolean mayBeGroup = sources.hasGroups() && sources.isLocal(address.domain());
        Destination destination = checked(address, mayBeGroup ? find(address) : nextAlias(address), this::nextAlias);
        return switch (destination.kind()) {
            case FORWARDED, UNAVAILABLE, BROKEN -> destination;
            case MAILBOX, CLOSED, NOBODY -> Destination.NOBODY;
        };
    }

    /** As {@link #of} with the aliases left out, save that an alias is no extended form of somebody's address. */
    public Destination mailbox(EmailAddress address) {
        return find(address, false);
    }

    /** Without a look at what follows. */
    Destination find(EmailAddress address) {
        return find(address, true);
    }

    private static Destination checked(
            EmailAddress address, Destination destination, Function<EmailAddress, Destination> next) {
        return destination.groups().isEmpty() ? Expansion.check(address, destination, next) : destination;
    }

    private Destination nextAlias(EmailAddress address) {
        Destination next = sources.mayBeForwarded(address) ? find(address) : Destination.NOBODY;
        return next.groups().isEmpty() ? next : Destination.MAILBOX;
    }

    /** Accounts come before groups, but whose address it is need not be asked where no group has it. */
    private Destination nextAliasOrGroup(EmailAddress address) {
        boolean asked = sources.mayBeForwarded(address)
                || mayBeGroup(address)
                || sources.withoutExtension(address).filter(this::mayBeGroup).isPresent();
        return asked ? find(address) : Destination.NOBODY;
    }

    private boolean mayBeGroup(EmailAddress address) {
        return !(sources.group(address) instanceof GroupLookup.NotFound);
    }

    private Destination find(EmailAddress address, boolean byAlias) {
        Optional<Alias> alias = sources.alias(address);
        if (byAlias && alias.filter(Alias::enabled).isPresent()) {
            return forwarded(alias.get(), "", address);
        }
        Destination account = alias.isPresent() ? mailboxOf(sources.owners(address)) : holder(address, byAlias);
        if (account.kind() != Destination.Kind.NOBODY || alias.isPresent()) {
            return account;
        }
        Optional<EmailAddress> bare = sources.withoutExtension(address);
        Optional<Alias> extended = bare.flatMap(sources::alias);
        if (byAlias && extended.filter(Alias::enabled).isPresent()) {
            return forwarded(extended.get(), sources.extension(address), address);
        }
        Destination bareAccount = bare.isEmpty()
                ? Destination.NOBODY
                : extended.isPresent() ? mailboxOf(sources.owners(bare.get())) : holder(bare.get(), byAlias);
        return bareAccount.kind() != Destination.Kind.NOBODY || extended.isPresent()
                ? bareAccount
                : caught(address, byAlias);
    }

    private Destination caught(EmailAddress address, boolean byAlias) {
        Optional<Alias> catchAll = sources.catchAll(address.domain());
        if (catchAll.isEmpty()) {
            return Destination.NOBODY;
        }
        Destination account = mailboxOf(sources.user(address.localPart()));
        Optional<EmailAddress> bare = sources.withoutExtension(address);
        if (account.kind() == Destination.Kind.NOBODY && bare.isPresent()) {
            account = mailboxOf(sources.user(bare.get().localPart()));
        }
        if (account.kind() != Destination.Kind.NOBODY) {
            return account;
        }
        if (isTargetOf(catchAll.get(), address)) {
            return Destination.MAILBOX;
        }
        return byAlias ? forwarded(catchAll.get(), "", address) : Destination.NOBODY;
    }

    /** Two users of a catch-all whom nobody knows would get each other's mail in turn, for ever. */
    private static boolean isTargetOf(Alias catchAll, EmailAddress address) {
        return catchAll.targets()
                .anyMatch(target -> Target.of(target, address.domain())
                        .address()
                        .filter(address::equals)
                        .isPresent());
    }

    /** The accounts that have the address, or else the group. */
    private Destination holder(EmailAddress address, boolean byGroup) {
        Destination account = mailboxOf(sources.owners(address));
        if (account.kind() != Destination.Kind.NOBODY) {
            return account;
        }
        Destination group = group(address);
        return byGroup || group.kind() != Destination.Kind.FORWARDED ? group : Destination.CLOSED;
    }

    /** Where mail for the group of this address goes, if there is one; accounts and aliases come before it. */
    private Destination group(EmailAddress address) {
        return sources.group(address)
                .fold(this::toMembers, () -> Destination.NOBODY, Destination::unavailable, Destination::broken);
    }

    private Destination mailboxOf(Lookup lookup) {
        return lookup.fold(
                owners -> mayOneReceive(owners) ? Destination.MAILBOX : Destination.CLOSED,
                () -> Destination.NOBODY,
                Destination::unavailable);
    }

    private boolean mayOneReceive(List<Identity> owners) {
        for (Identity owner : owners) {
            if (mayReceive(owner)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayReceive(Identity owner) {
        return switch (owner.state()) {
            case ACTIVE, SEND_BLOCKED -> true;
            case DISABLED -> disabledUsersReceive;
        };
    }

    /** Never some of the members: a list that loses mail looks like one that works. */
    private Destination toMembers(MailGroup group) {
        List<String> targets = group.members().stream()
                .filter(this::mayReceive)
                .flatMap(member -> member.primaryAddress().stream())
                .distinct()
                .map(address -> Target.of(address).toString())
                .toList();
        if (targets.size() > maxMembers) {
            return Destination.broken("the group " + group.name() + " has " + targets.size()
                    + " members, and policy.group_member_limit is " + maxMembers);
        }
        return targets.isEmpty() ? Destination.CLOSED : Destination.toMembers(group, targets);
    }

    private Destination forwarded(Alias alias, String extension, EmailAddress address) {
        if (alias.also().size() >= Alias.MAX_TARGETS) {
            return Destination.broken("it has more than " + Alias.MAX_TARGETS + " targets");
        }
        if (alias.also().isEmpty()) {
            return Destination.forwarded(List.of(target(alias.login(), extension, address)));
        }
        return Destination.forwarded(alias.targets()
                .map(text -> target(text, extension, address))
                .distinct()
                .toList());
    }

    private String target(String text, String extension, EmailAddress address) {
        return extended(Target.of(text, address.domain()), extension).toString();
    }

    /** A foreign server need not know our extensions. */
    private Target extended(Target target, String extension) {
        return extension.isEmpty() || target.domain().filter(sources::isLocal).isEmpty()
                ? target
                : target.withExtension(extension);
    }
}
