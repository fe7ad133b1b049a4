package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.mailcloak.address.EmailAddress;

/**
 * A group with a mail address: mail for it goes to all its members.
 *
 * @param id the provider's own, immutable id; never blank
 * @param name the group's name, for people; never blank
 * @param address the group's mail address
 * @param members everybody in the group and in the groups within it, each once; may be empty. Accounts of every state are
 *     among them, and such without an address: what comes of that is the host's business
 * @param posting who may send mail to it
 * @param senders who else may, beside those whom {@code posting} names: mail addresses, and login names without {@code @}
 * @param sendAs who may send mail as the group's address
 */
public record MailGroup(
        String id,
        String name,
        EmailAddress address,
        List<Identity> members,
        Posting posting,
        Set<String> senders,
        SendAs sendAs) {

    /** Who may send mail to a group. */
    public enum Posting {
        /** Everybody, also from outside. */
        ANYONE,
        /** Everybody who has logged in, and trusted networks with a sender in a local domain. */
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
    }

    /** Whether the account is a member, by its id. */
    public boolean includes(Identity account) {
        for (Identity member : members) {
            if (member.id().equals(account.id())) {
                return true;
            }
        }
        return false;
    }
}
