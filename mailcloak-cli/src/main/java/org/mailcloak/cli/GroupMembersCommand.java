package org.mailcloak.cli;

import java.util.List;
import org.mailcloak.store.sqlite.LocalGroups;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "member",
        description = "Who is in a group: users, and groups with all their members.",
        footer = {"", "Example:", "  mailcloakctl groups member add staff alice bob --group interns"})
final class GroupMembersCommand {

    private final Session session;

    GroupMembersCommand(Session session) {
        this.session = session;
    }

    static final class Members {

        @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
        private String group = "";

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "LOGIN", description = "Users.")
        private List<String> logins = List.of();

        @Option(names = "--group", paramLabel = "NAME", description = "A group within the group; may be repeated.")
        private List<String> groups = List.of();

        void require() {
            if (logins.isEmpty() && groups.isEmpty()) {
                throw RefusedException.usage("name a user, or a group with --group");
            }
        }
    }

    @Command(
            description = "Put users and groups into a group.",
            footer = {"", "Example:", "  mailcloakctl groups member add staff alice bob --group interns"})
    void add(@Mixin Members members) {
        members.require();
        String name = members.group;
        try (SqliteMailStore store = session.open()) {
            store.atomically(() -> {
                LocalGroups to = store.groups();
                members.logins.forEach(login -> Words.require(to.addMember(name, login), "Group " + name));
                members.groups.forEach(group -> Words.require(to.addSubgroup(name, group), "Group " + name));
            });
        }
    }

    @Command(
            description = "Take users and groups out of a group.",
            footer = {"", "Example:", "  mailcloakctl groups member del staff bob"})
    void del(@Mixin Members members) {
        members.require();
        String name = members.group;
        try (SqliteMailStore store = session.open()) {
            store.atomically(() -> {
                LocalGroups from = store.groups();
                Words.require(from.find(name).isPresent(), "Group " + name);
                members.logins.forEach(
                        login -> Words.require(from.removeMember(name, login), "User " + login + " in group " + name));
                members.groups.forEach(group ->
                        Words.require(from.removeSubgroup(name, group), "Group " + group + " in group " + name));
            });
        }
    }
}
