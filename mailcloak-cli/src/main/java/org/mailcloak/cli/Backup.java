package org.mailcloak.cli;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.AliasAddress;

/** All that {@code export} writes and {@code import} takes over, hashes included. Values are checked and normalised. */
record Backup(List<Domain> domains, List<AliasRow> aliases, List<AppRow> apps, List<User> users, List<Group> groups) {

    Backup {
        domains = List.copyOf(domains);
        aliases = List.copyOf(aliases);
        apps = List.copyOf(apps);
        users = List.copyOf(users);
        groups = List.copyOf(groups);
    }

    record Domain(MailDomain name, boolean enabled) {}

    record AliasRow(AliasAddress address, String login, List<String> also, boolean enabled) {

        AliasRow {
            also = List.copyOf(also);
        }
    }

    record SenderRow(EmailAddress address, boolean enabled) {}

    record AppRow(String id, boolean enabled, String secretHash, List<SenderRow> senders) {

        AppRow {
            senders = List.copyOf(senders);
        }

        /** Hides the hash. */
        @Override
        public String toString() {
            return "AppRow[id=" + id + ", enabled=" + enabled + ", senders=" + senders + "]";
        }
    }

    record Group(
            String name,
            Optional<EmailAddress> address,
            MailGroup.Posting posting,
            List<String> senders,
            MailGroup.SendAs sendAs,
            List<String> members,
            List<String> subgroups) {

        Group {
            senders = List.copyOf(senders);
            members = List.copyOf(members);
            subgroups = List.copyOf(subgroups);
        }
    }

    record User(
            String login,
            Optional<EmailAddress> primary,
            List<EmailAddress> also,
            AccountState state,
            Optional<String> passwordHash) {

        User {
            also = List.copyOf(also);
        }

        /** Hides the hash. */
        @Override
        public String toString() {
            return "User[login=" + login + ", primary=" + primary + ", also=" + also + ", state=" + state + "]";
        }
    }
}
