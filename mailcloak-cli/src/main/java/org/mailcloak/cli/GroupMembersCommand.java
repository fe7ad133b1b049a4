package org.mailcloak.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailcloak.store.sqlite.LocalGroups;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
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

    @Command(
            description = "Put users and groups into a group.",
            footer = {"", "Example:", "  mailcloakctl groups member add staff alice bob --group interns"})
    void add(
            @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.") String name,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "LOGIN", description = "Users to put in.")
                    @Nullable
                    List<String> logins,
            @Option(names = "--group", paramLabel = "NAME", description = "A group to put in; may be repeated.")
                    @Nullable
                    List<String> groups) {
        require(logins, groups);
        try (SqliteMailStore store = session.open()) {
            store.atomically(() -> {
                LocalGroups to = store.groups();
                present(logins).forEach(login -> Words.require(to.addMember(name, login), "Group " + name));
                present(groups).forEach(group -> Words.require(to.addSubgroup(name, group), "Group " + name));
            });
        }
    }

    @Command(
            description = "Take users and groups out of a group.",
            footer = {"", "Example:", "  mailcloakctl groups member del staff bob"})
    void del(
            @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.") String name,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "LOGIN", description = "Users to take out.")
                    @Nullable
                    List<String> logins,
            @Option(names = "--group", paramLabel = "NAME", description = "A group to take out; may be repeated.")
                    @Nullable
                    List<String> groups) {
        require(logins, groups);
        try (SqliteMailStore store = session.open()) {
            store.atomically(() -> {
                LocalGroups from = store.groups();
                Words.require(from.find(name).isPresent(), "Group " + name);
                present(logins)
                        .forEach(login ->
                                Words.require(from.removeMember(name, login), "User " + login + " in group " + name));
                present(groups)
                        .forEach(group -> Words.require(
                                from.removeSubgroup(name, group), "Group " + group + " in group " + name));
            });
        }
    }

    private static void require(@Nullable List<String> logins, @Nullable List<String> groups) {
        if (present(logins).isEmpty() && present(groups).isEmpty()) {
            throw RefusedException.usage("name a user, or a group with --group");
        }
    }

    private static List<String> present(@Nullable List<String> names) {
        return names == null ? List.of() : names;
    }
}
