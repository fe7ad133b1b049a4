package org.mailcloak.cli;

import java.util.List;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.administration.AliasChecks;
import org.mailcloak.administration.LoginInput;
import org.mailcloak.store.sqlite.LocalGroups;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "member",
        description = "Who is in a group: users, contacts by their mail address, and groups with all their members.",
        footer = {"", "Example:", "  mailcloakctl groups member add staff alice bob --group interns"})
final class GroupMembersCommand {

    private final CommandContext session;

    GroupMembersCommand(CommandContext session) {
        this.session = session;
    }

    static final class Members {

        @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
        private String group = "";

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "MEMBER",
                description = "A user's login name, or the mail address of a contact, who need not have an account.")
        private List<String> logins = List.of();

        @Option(names = "--group", paramLabel = "NAME", description = "A group within the group; may be repeated.")
        private List<String> groups = List.of();

        /** Logins, one with an @ only if a user has it. */
        List<String> users(SqliteMailStore store) {
            return logins.stream().filter(login -> isUser(store, login)).toList();
        }

        List<EmailAddress> contacts(SqliteMailStore store) {
            return logins.stream()
                    .filter(login -> !isUser(store, login))
                    .map(ArgumentParsers::address)
                    .toList();
        }

        private static boolean isUser(SqliteMailStore store, String login) {
            return login.indexOf('@') < 0 || store.users().find(login).isPresent();
        }

        void require() {
            if (logins.isEmpty() && groups.isEmpty()) {
                throw CommandException.usage("name a user or an address, or a group with --group");
            }
        }
    }

    @Command(
            description = "Put users, contacts and groups into a group.",
            footer = {"", "Example:", "  mailcloakctl groups member add staff alice partner@far.example --group interns"
            })
    void add(@Mixin Members members, @Mixin Insistence insistence) {
        members.require();
        members.logins.forEach(login -> LoginInput.parse(login).orThrow(CommandException::refused));
        String name = members.group;
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            session.requireEmbedded(insistence.given());
            ArgumentParsers.require(store.groups().find(name).isPresent(), "Group " + name);
            List<EmailAddress> contacts = members.contacts(store);
            AliasChecks checks = new AliasChecks(store, source.accounts());
            insistence.settle(
                    session,
                    contacts.stream()
                            .flatMap(contact -> checks.contact(contact).stream())
                            .toList());
            store.atomically(() -> {
                LocalGroups to = store.groups();
                members.users(store)
                        .forEach(login -> ArgumentParsers.require(to.addMember(name, login), "Group " + name));
                contacts.forEach(contact -> ArgumentParsers.require(to.addContact(name, contact), "Group " + name));
                members.groups.forEach(group -> ArgumentParsers.require(to.addSubgroup(name, group), "Group " + name));
            });
            session.changed("group " + name + " has other members");
        }
    }

    @Command(
            description = "Take users, contacts and groups out of a group.",
            footer = {"", "Example:", "  mailcloakctl groups member del staff bob"})
    void del(@Mixin Members members, @Mixin Insistence insistence) {
        members.require();
        String name = members.group;
        try (SqliteMailStore store = session.open()) {
            session.requireEmbedded(insistence.given());
            store.atomically(() -> {
                LocalGroups from = store.groups();
                ArgumentParsers.require(from.find(name).isPresent(), "Group " + name);
                members.users(store)
                        .forEach(login -> ArgumentParsers.require(
                                from.removeMember(name, login), "User " + login + " in group " + name));
                members.contacts(store)
                        .forEach(contact -> ArgumentParsers.require(
                                from.removeContact(name, contact), "Contact " + contact + " in group " + name));
                members.groups.forEach(group -> ArgumentParsers.require(
                        from.removeSubgroup(name, group), "Group " + group + " in group " + name));
            });
            session.changed("group " + name + " has other members");
        }
    }
}
