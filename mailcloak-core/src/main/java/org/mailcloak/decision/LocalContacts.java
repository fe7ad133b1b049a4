package org.mailcloak.decision;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.MailGroup;

/**
 * The contacts of one group that are addresses here. Each is judged by the account, the alias or the group that has it, as a
 * recipient is: what a disabled account may not receive it does not receive as a contact either, and a group keeps its rule
 * about who posts, however a contact leads to it. For one thread.
 */
final class LocalContacts {

    private final RuleContext sources;
    private final Mailboxes mailboxes;
    private final MailGroup group;
    private final Function<EmailAddress, Resolution> resolution;
    private final Map<EmailAddress, MailGroup> groups = new LinkedHashMap<>();
    private final Map<EmailAddress, Boolean> followed = new HashMap<>();
    private final Set<EmailAddress> seen = new HashSet<>();
    private Optional<Resolution> wrong = Optional.empty();

    /** Groups that were entered and not left. */
    private int depth;

    /** @param resolution where mail for a contact goes that is no account's own address and no group's */
    LocalContacts(
            RuleContext sources, Mailboxes mailboxes, MailGroup group, Function<EmailAddress, Resolution> resolution) {
        this.resolution = resolution;
        this.sources = sources;
        this.mailboxes = mailboxes;
        this.group = group;
        add(group);
    }

    /** Whether mail goes to the contact, as {@link RuleContext#canonical}; an address elsewhere is its own server's business. */
    boolean receives(EmailAddress contact) {
        if (!sources.isLocal(contact)) {
            return true;
        }
        if (sources.mayBeForwarded(contact)) {
            return followed(contact);
        }
        LookupResult owners = sources.owners(contact);
        if (owners instanceof LookupResult.Found found) {
            return found.accounts().stream().anyMatch(mailboxes::mayReceive);
        }
        owners.failure().ifPresent(why -> wrong = Optional.of(Resolution.unavailable(why)));
        return owners instanceof LookupResult.NotFound && (isGroup(contact) || followed(contact));
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
            add(found.group());
            enter(found.group());
        }
        return inner instanceof GroupLookup.Found;
    }

    private void enter(MailGroup inner) {
        if (depth == ContactTrail.MAX_GROUPS) {
            wrong = Optional.of(
                    Resolution.broken("more than " + depth + " groups follow each other by contacts: " + inner.name()));
            return;
        }
        depth++;
        sources.localContacts(inner).forEach(this::receives);
        depth--;
    }

    /** By an alias, a catch-all, an extension, a login or another host. */
    private boolean followed(EmailAddress contact) {
        Boolean known = followed.get(contact);
        if (known == null) {
            known = receives(contact, resolution.apply(contact));
            followed.put(contact, known);
        }
        return known;
    }

    private boolean receives(EmailAddress contact, Resolution end) {
        end.groups().forEach(this::add);
        return switch (end.kind()) {
            case FORWARDED, MAILBOX, DISCARDED -> true;
            case CLOSED, LOST -> false;
            case NOBODY -> sources.unknownHost(contact.domain()).isPresent();
            case UNAVAILABLE, CHANGED, AMBIGUOUS, BROKEN -> {
                wrong = Optional.of(end);
                yield true;
            }
        };
    }

    private void add(MailGroup found) {
        groups.putIfAbsent(found.address(), found);
    }

    /** Why mail for the group has to wait. */
    Optional<Resolution> wrong() {
        return wrong;
    }

    /** The group itself, and those to which a contact leads. */
    List<MailGroup> groups() {
        return List.copyOf(groups.values());
    }
}
