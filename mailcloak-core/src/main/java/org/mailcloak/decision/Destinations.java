package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;
import org.mailcloak.store.Alias;

/**
 * Where mail for an address goes. The one place that knows: what the maps tell Postfix and what the policy says of a
 * recipient come from here.
 *
 * <p>The first that fits: an alias of this address; an account that has this address; with an extension, the alias and
 * then the account of the address without it; the domain's catch-all. So {@code john-smith} is never taken for {@code
 * john} with an extension. An alias that is switched off takes no mail, and neither does anything after it.
 *
 * <p>An alias leads to {@code login@domain}, and Postfix asks for that in turn. A catch-all must not take it then, though
 * no account may have this very address: in a domain with a catch-all, login names count as addresses.
 *
 * <p>The provider is asked only where no alias settles it. Methods throw {@link org.mailcloak.store.StoreException} if the
 * store cannot answer.
 */
public final class Destinations {

    private final Sources sources;
    private final boolean disabledUsersReceive;

    public Destinations(PolicyRules rules, Directory directory) {
        this(rules, new Sources(rules, directory));
    }

    Destinations(PolicyRules rules, Sources sources) {
        this.sources = sources;
        this.disabledUsersReceive = rules.disabledUsersReceive();
    }

    /** Whether mail for the domain is ours. */
    public boolean isLocal(MailDomain domain) {
        return sources.isLocal(domain);
    }

    /** Where mail for an address in a local domain goes. */
    public Destination of(EmailAddress address) {
        return Expansion.check(address, find(address), this::nextAlias);
    }

    /** As {@link #of} where an alias takes the mail. Everything else is {@code NOBODY}, and the provider is not asked for it. */
    public Destination forwarding(EmailAddress address) {
        Destination destination = Expansion.check(address, nextAlias(address), this::nextAlias);
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

    private Destination nextAlias(EmailAddress address) {
        return sources.mayBeForwarded(address) ? find(address) : Destination.NOBODY;
    }

    private Destination find(EmailAddress address, boolean byAlias) {
        Optional<Alias> alias = sources.alias(address);
        if (byAlias && alias.filter(Alias::enabled).isPresent()) {
            return forwarded(alias.get(), "", address);
        }
        Destination account = mailboxOf(sources.owners(address));
        if (account.kind() != Destination.Kind.NOBODY || alias.isPresent()) {
            return account;
        }
        Optional<EmailAddress> bare = sources.withoutExtension(address);
        Optional<Alias> extended = bare.flatMap(sources::alias);
        if (byAlias && extended.filter(Alias::enabled).isPresent()) {
            return forwarded(extended.get(), sources.extension(address), address);
        }
        Destination bareAccount =
                bare.map(shorter -> mailboxOf(sources.owners(shorter))).orElse(Destination.NOBODY);
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

    private Destination forwarded(Alias alias, String extension, EmailAddress address) {
        if (alias.also().size() >= Alias.MAX_TARGETS) {
            return Destination.broken("it has more than " + Alias.MAX_TARGETS + " targets");
        }
        return Destination.forwarded(alias.targets()
                .map(text ->
                        extended(Target.of(text, address.domain()), extension).toString())
                .distinct()
                .toList());
    }

    /** A foreign server need not know our extensions. */
    private Target extended(Target target, String extension) {
        return extension.isEmpty() || target.domain().filter(sources::isLocal).isEmpty()
                ? target
                : target.withExtension(extension);
    }
}
