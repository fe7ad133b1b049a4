package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailcloak.address.EmailAddress;

/**
 * A group with a mail address: mail for it goes to all its members.
 *
 * @param id the provider's own, immutable id; never blank
 * @param name the group's name, for people; never blank
 * @param address the group's mail address
 * @param members the accounts in the group and in the groups within it, each once; may be empty. Accounts of every
 *     state are among them, also those without an address: the host decides what follows from that
 * @param posting who may send mail to it
 * @param senders who else may, beside those whom {@code posting} names: mail addresses, and login names without {@code @}
 * @param sendAs who may send mail as the group's address
 * @param contacts members that are addresses and no accounts, such as people of another site; each once, in this order; may be
 *     empty. They get the group's mail. Only an account that has such an address, in a local domain, is a member by it
 */
public record MailGroup(
        String id,
        String name,
        EmailAddress address,
        List<Account> members,
        Posting posting,
        Set<String> senders,
        SendAs sendAs,
        Set<EmailAddress> contacts) {

    /** Who may send mail to a group. */
    public enum Posting {
        /** Every sender, also from outside. */
        ANYONE,
        /** Every client that has logged in, and trusted networks with a sender in a local domain. */
        DOMAIN,
        /** Members who have logged in. */
        MEMBERS,
        /** Only the group's named senders. */
        SENDERS
    }

    /** Who may send mail as the group's address. */
    public enum SendAs {
        MEMBERS,
        NONE
    }

    public MailGroup {
        requireNonNull(address, "address");
        requireNonNull(posting, "posting");
        requireNonNull(sendAs, "sendAs");
        if (id.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("A group needs an id and a name");
        }
        members = List.copyOf(members);
        senders = Set.copyOf(senders);
        contacts = Collections.unmodifiableSet(new LinkedHashSet<>(contacts));
    }

    /** A group whose members are accounts only. */
    public MailGroup(
            String id,
            String name,
            EmailAddress address,
            List<Account> members,
            Posting posting,
            Set<String> senders,
            SendAs sendAs) {
        this(id, name, address, members, posting, senders, sendAs, Set.of());
    }

    /** Whether the account is a member, by its id. */
    public boolean includes(Account account) {
        for (Account member : members) {
            if (member.id().equals(account.id())) {
                return true;
            }
        }
        return false;
    }
}
