package org.mailcloak.decision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;

/**
 * The contacts of one group that are addresses here. Each is judged by the account or the group that has it: what a disabled
 * account may not receive it does not receive as a contact either, and a group keeps its rule about who posts. For one thread.
 */
final class LocalContacts {

    private final RuleContext sources;
    private final Mailboxes mailboxes;
    private final MailGroup group;
    private final List<MailGroup> groups = new ArrayList<>();
    private final Set<EmailAddress> seen = new HashSet<>();
    private Optional<Resolution> wrong = Optional.empty();

    LocalContacts(RuleContext sources, Mailboxes mailboxes, MailGroup group) {
        this.sources = sources;
        this.mailboxes = mailboxes;
        this.group = group;
        groups.add(group);
    }

    /** Whether mail goes to the contact, as {@link RuleContext#canonical}; an address elsewhere is its own server's business. */
    boolean receives(EmailAddress contact) {
        if (!sources.isLocal(contact) || sources.mayBeForwarded(contact)) {
            return true;
        }
        LookupResult owners = sources.owners(contact);
        if (owners instanceof LookupResult.Found found) {
            return found.accounts().stream().anyMatch(mailboxes::mayReceive);
        }
        owners.failure().ifPresent(why -> wrong = Optional.of(Resolution.unavailable(why)));
        return owners instanceof LookupResult.NotFound && (isGroup(contact) || hasOtherWay(contact));
    }

    /** With the contacts of that one, and so on, each once: one of them may be the group itself. */
    private boolean isGroup(EmailAddress contact) {
        if (contact.equals(group.address())) {
            wrong = Optional.of(Resolution.broken("it leads back to itself by the address of a contact: " + contact));
            return true;
        }
        GroupLookup inner = sources.group(contact);
        inner.failure().ifPresent(why -> wrong = Optional.of(Resolution.unavailable(why)));
        if (inner instanceof GroupLookup.Found found && seen.add(contact)) {
            groups.add(found.group());
            sources.localContacts(found.group())
                    .filter(next ->
                            next.equals(group.address()) || sources.owners(next) instanceof LookupResult.NotFound)
                    .forEach(this::isGroup);
        }
        return inner instanceof GroupLookup.Found;
    }

    /** An extension, a login, or another host: what comes of these, Postfix asks for in turn. */
    private boolean hasOtherWay(EmailAddress contact) {
        return sources.withoutExtension(contact).isPresent()
                || sources.unknownHost(contact.domain()).isPresent()
                || (mailboxes.byLogin() && !(sources.recipient(contact.localPart()) instanceof LookupResult.NotFound));
    }

    /** Why mail for the group has to wait. */
    Optional<Resolution> wrong() {
        return wrong;
    }

    /** The group itself, and those that have the address of a contact. */
    List<MailGroup> groups() {
        return List.copyOf(groups);
    }
}
