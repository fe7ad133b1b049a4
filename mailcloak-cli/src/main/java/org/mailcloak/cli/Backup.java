package org.mailcloak.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.Certificate;

/** All that {@code export} writes and {@code import} takes over, hashes included. Values are checked and normalised. */
record Backup(
        List<Domain> domains,
        List<AliasRow> aliases,
        List<AppRow> apps,
        List<User> users,
        List<Group> groups,
        List<Certificate> certificates) {

    Backup {
        domains = List.copyOf(domains);
        aliases = List.copyOf(aliases);
        apps = List.copyOf(apps);
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        certificates = List.copyOf(certificates);
    }

    record Domain(MailDomain name, boolean enabled, Optional<MailDomain> aliasOf, Optional<String> unknownHost) {}

    record AliasRow(
            AliasAddress address,
            String login,
            List<String> also,
            boolean enabled,
            Optional<Instant> expiresAt,
            Map<String, String> accounts) {

        AliasRow {
            also = List.copyOf(also);
            accounts = Map.copyOf(accounts);
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
            List<String> subgroups,
            List<EmailAddress> contacts) {

        Group {
            senders = List.copyOf(senders);
            members = List.copyOf(members);
            subgroups = List.copyOf(subgroups);
            contacts = List.copyOf(contacts);
        }
    }

    record User(
            String login,
            Optional<String> id,
            Optional<EmailAddress> primary,
            List<EmailAddress> also,
            AccountState state,
            AccountScope scope,
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
