package org.mailcloak.store.sqlite;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.MailGroup;

/**
 * A group of the embedded provider, as it is stored. Lists are in alphabetical order.
 *
 * @param name in lower case; never blank
 * @param id a UUID that stays the same for as long as the group exists
 * @param address the group's mail address; without one it is of use within other groups only
 * @param posting who may send mail to it
 * @param senders who else may: mail addresses, and login names without {@code @}
 * @param sendAs who may send as its address
 * @param members the logins of the users in it
 * @param subgroups the names of the groups in it
 * @param contacts members that are mail addresses and no users
 */
public record LocalGroup(
        String name,
        String id,
        Optional<EmailAddress> address,
        MailGroup.Posting posting,
        List<String> senders,
        MailGroup.SendAs sendAs,
        List<String> members,
        List<String> subgroups,
        List<String> contacts) {

    public LocalGroup {
        requireNonNull(name, "name");
        requireNonNull(id, "id");
        requireNonNull(address, "address");
        requireNonNull(posting, "posting");
        requireNonNull(sendAs, "sendAs");
        senders = List.copyOf(senders);
        members = List.copyOf(members);
        subgroups = List.copyOf(subgroups);
        contacts = List.copyOf(contacts);
    }
}
