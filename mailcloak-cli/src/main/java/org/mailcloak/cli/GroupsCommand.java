package org.mailcloak.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.administration.AddressObjections;
import org.mailcloak.administration.Objection;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.sqlite.LocalGroup;
import org.mailcloak.store.sqlite.LocalGroups;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "groups",
        description = "The groups of the embedded identity provider (idp.provider: local): one with an address is a"
                + " distribution list.",
        footer = {"", "Example:", "  mailcloakctl groups add staff --address staff@d1.test --posting members"})
final class GroupsCommand {

    private final CommandContext session;

    GroupsCommand(CommandContext session) {
        this.session = session;
    }

    /** The rules of a group, as they are given. */
    static final class Rules {

        @Option(
                names = "--posting",
                paramLabel = "POSTERS",
                completionCandidates = GroupWords.Posting.class,
                converter = GroupWords.Posting.class,
                description =
                        "Who may send mail to the group: anyone, domain (whoever has logged in), members or senders"
                                + " (only those of --sender).")
        private MailGroup.@Nullable Posting posting;

        @Option(
                names = "--sender",
                paramLabel = "SENDER",
                description = "A mail address or a login name that may send mail to the group too; may be repeated, and"
                        + " stands in place of those before. '' for none.")
        private @Nullable List<String> senders;

        @Option(
                names = "--send-as",
                paramLabel = "SENDERS",
                completionCandidates = GroupWords.SendAs.class,
                converter = GroupWords.SendAs.class,
                description = "Who may send mail as the group's address: members or none.")
        private MailGroup.@Nullable SendAs sendAs;

        /** What speaks against the senders. */
        List<Objection> objections(AddressObjections checks) {
            return given().stream()
                    .map(ArgumentParsers::sender)
                    .flatMap(sender -> checks.groupSender(sender).stream())
                    .toList();
        }

        private List<String> given() {
            return senders == null
                    ? List.of()
                    : senders.stream().filter(sender -> !sender.isEmpty()).toList();
        }

        void apply(LocalGroups groups, String name) {
            if (posting != null) {
                groups.setPosting(name, posting);
            }
            if (sendAs != null) {
                groups.setSendAs(name, sendAs);
            }
            if (senders != null) {
                groups.setSenders(
                        name, given().stream().map(ArgumentParsers::sender).toList());
            }
        }
    }

    @Command(
            description = {
                "List the groups: name, tab, address or -, tab, who may post, tab, who may send as it, tab, the number of"
                        + " users, groups and contacts in it itself.",
                "JSON: an array of {name, id, address or null, posting, senders: [], send_as, members: [], groups: [], contacts: []}.",
            },
            footer = {"", "Example:", "  mailcloakctl groups list"})
    void list(@Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            session.warnIfNotEmbedded();
            session.output()
                    .list(
                            output.form(),
                            store.groups().list(),
                            group -> session.output()
                                    .line(
                                            group.name(),
                                            GroupView.address(group),
                                            GroupView.word(group.posting()),
                                            GroupView.word(group.sendAs()),
                                            String.valueOf(GroupView.size(group))),
                            GroupView::json);
        }
    }

    @Command(
            description = {
                "Show one group: a line for each fact, its name and a tab before it.",
                "JSON: an array of one {name, id, address or null, posting, senders: [], send_as, members: [], groups: [], contacts: []}.",
            },
            footer = {"", "Example:", "  mailcloakctl groups show staff"})
    void show(
            @Parameters(paramLabel = "GROUP", description = "The group's name.") String name,
            @Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            session.warnIfNotEmbedded();
            LocalGroup group = store.groups()
                    .find(name)
                    .orElseThrow(() -> CommandException.refused("Group " + name + " does not exist"));
            session.output()
                    .list(
                            output.form(),
                            List.of(group),
                            row -> GroupView.print(session.output(), row),
                            GroupView::json);
        }
    }

    @Command(
            description = {
                "Add an empty group. Without options whoever has logged in may post, and nobody may send as its address.",
                "A local alias or a user of the same address comes before the group.",
            },
            footer = {
                "",
                "Example:",
                "  mailcloakctl groups add staff --address staff@d1.test --posting members --send-as members"
            })
    void add(
            @Parameters(paramLabel = "GROUP", description = "The group's name.") String name,
            @Option(names = "--address", paramLabel = "ADDRESS", description = "The group's mail address.") @Nullable
                    String address,
            @Mixin Rules rules,
            @Mixin Insistence insistence) {
        Optional<EmailAddress> mail = Optional.ofNullable(address).map(ArgumentParsers::newAddress);
        ArgumentParsers.newLogin(name);
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            session.requireEmbedded(insistence.given());
            AddressObjections checks = new AddressObjections(store, source.accounts());
            insistence.settle(
                    session,
                    Stream.concat(
                                    mail.stream().flatMap(each -> checks.groupAddress(each).stream()),
                                    rules.objections(checks).stream())
                            .toList());
            store.atomically(() -> {
                store.groups().add(name);
                store.groups().setAddress(name, mail);
                rules.apply(store.groups(), name);
            });
            session.changed("group " + name + " added");
        }
    }

    @Command(
            description = "Change a group: what no option names stays as it is.",
            footer = {"", "Example:", "  mailcloakctl groups set staff --posting senders --sender boss@d1.test"})
    void set(
            @Parameters(paramLabel = "GROUP", description = "The group's name.") String name,
            @Option(names = "--address", paramLabel = "ADDRESS", description = "The group's mail address; '' for none.")
                    @Nullable
                    String address,
            @Mixin Rules rules,
            @Mixin Insistence insistence) {
        Optional<EmailAddress> mail =
                Optional.ofNullable(address).filter(text -> !text.isEmpty()).map(ArgumentParsers::newAddress);
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            session.requireEmbedded(insistence.given());
            ArgumentParsers.require(store.groups().find(name).isPresent(), "Group " + name);
            AddressObjections checks = new AddressObjections(store, source.accounts());
            insistence.settle(
                    session,
                    Stream.concat(
                                    mail.stream().flatMap(each -> checks.groupAddress(each).stream()),
                                    rules.objections(checks).stream())
                            .toList());
            store.atomically(() -> {
                if (address != null) {
                    store.groups().setAddress(name, mail);
                }
                rules.apply(store.groups(), name);
            });
            session.changed("group " + name + " changed");
        }
    }

    @Command(
            description = "Delete a group. The users and groups in it are kept. At a terminal it asks first.",
            footer = {"", "Example:", "  mailcloakctl groups del staff"})
    void del(
            @Parameters(paramLabel = "GROUP", description = "The group's name.") String name,
            @Mixin Deletion deletion,
            @Mixin Insistence insistence) {
        try (SqliteMailStore store = session.open()) {
            session.requireEmbedded(insistence.given());
            LocalGroup group = store.groups()
                    .find(name)
                    .orElseThrow(() -> CommandException.refused("Group " + name + " does not exist"));
            String what = "group " + group.name() + " with " + Counted.of(GroupView.size(group), "member", "members");
            deletion.confirm(session, what);
            ArgumentParsers.require(store.groups().delete(name), "Group " + name);
            session.changed(what + " deleted");
        }
    }
}
