package org.mailcloak.testkit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.MailGroup;

/**
 * A group as a source holds it, for {@link GroupProviderContract}.
 *
 * @param name unique among the groups of a test
 * @param address without one the group is of use within others only
 * @param members the login names of the accounts in it itself
 * @param subgroups the names of the groups in it itself
 */
public record SourceGroup(
        String name,
        Optional<EmailAddress> address,
        List<String> members,
        List<String> subgroups,
        MailGroup.Posting posting,
        Set<String> senders,
        MailGroup.SendAs sendAs) {

    public SourceGroup {
        requireNonNull(address, "address");
        requireNonNull(posting, "posting");
        requireNonNull(sendAs, "sendAs");
        members = List.copyOf(members);
        subgroups = List.copyOf(subgroups);
        senders = Set.copyOf(senders);
    }

    static SourceGroup list(String address, List<String> members, List<String> subgroups) {
        EmailAddress parsed = Accounts.address(address);
        return new SourceGroup(
                parsed.localPart(),
                Optional.of(parsed),
                members,
                subgroups,
                MailGroup.Posting.DOMAIN,
                Set.of(),
                MailGroup.SendAs.NONE);
    }

    static SourceGroup part(String name, List<String> members, List<String> subgroups) {
        return new SourceGroup(
                name, Optional.empty(), members, subgroups, MailGroup.Posting.DOMAIN, Set.of(), MailGroup.SendAs.NONE);
    }

    SourceGroup ruled(MailGroup.Posting who, Set<String> others, MailGroup.SendAs as) {
        return new SourceGroup(name, address, members, subgroups, who, others, as);
    }
}
