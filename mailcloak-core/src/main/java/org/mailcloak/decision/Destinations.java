package org.mailcloak.decision;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.Lookup;

/**
 * Where mail for an address goes. The one place that knows: what the maps tell Postfix and what the policy says of a
 * recipient come from here.
 *
 * <p>The first that fits: an alias of this address; an account that has this address; with an extension, the alias and
 * then the account of the address without it. So {@code john-smith} is never taken for {@code john} with an extension.
 * The provider is asked only where no alias settles it.
 *
 * <p>Methods throw {@link org.mailcloak.store.StoreException} if the store cannot answer.
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
        Optional<String> alias = sources.exactAlias(address);
        if (alias.isPresent()) {
            return forwarded(alias.get(), "", address);
        }
        Destination exact = mailboxOf(sources.exactOwners(address));
        Optional<EmailAddress> bare = sources.reader().withoutExtension(address);
        if (exact.kind() != Destination.Kind.NOBODY || bare.isEmpty()) {
            return exact;
        }
        Optional<String> extended = extendedAlias(address, bare.get());
        return extended.isPresent()
                ? forwarded(extended.get(), sources.reader().extension(address), address)
                : mailboxOf(sources.exactOwners(bare.get()));
    }

    /** As {@link #of} where an alias takes the mail. Everything else is {@code NOBODY}, and the provider is not asked for it. */
    public Destination forwarding(EmailAddress address) {
        boolean possible = sources.exactAlias(address).isPresent()
                || sources.reader()
                        .withoutExtension(address)
                        .flatMap(bare -> extendedAlias(address, bare))
                        .isPresent();
        Destination destination = possible ? of(address) : Destination.NOBODY;
        return switch (destination.kind()) {
            case FORWARDED, UNAVAILABLE -> destination;
            case MAILBOX, CLOSED, NOBODY -> Destination.NOBODY;
        };
    }

    /** As {@link #of} with the aliases left out, save that an alias is no extended form of somebody's address. */
    public Destination mailbox(EmailAddress address) {
        Destination exact = mailboxOf(sources.exactOwners(address));
        Optional<EmailAddress> bare = sources.reader().withoutExtension(address);
        return exact.kind() == Destination.Kind.NOBODY
                        && bare.isPresent()
                        && sources.exactAlias(address).isEmpty()
                ? mailboxOf(sources.exactOwners(bare.get()))
                : exact;
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

    /** A stranger writes the extension, which goes back to Postfix; a reply cannot hold a control character. */
    private Optional<String> extendedAlias(EmailAddress address, EmailAddress bare) {
        return address.localPart().chars().anyMatch(Character::isISOControl)
                ? Optional.empty()
                : sources.exactAlias(bare);
    }

    private static Destination forwarded(String login, String extension, EmailAddress alias) {
        return Destination.forwarded(List.of(Target.of(login, extension, alias.domain())));
    }
}
