package org.mailcloak.cli;

import java.util.List;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.administration.AddressObjections;
import org.mailcloak.store.App;
import org.mailcloak.store.sqlite.PasswordHash;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "apps",
        description = "Applications that log in with a password of their own and send as the addresses in their list.",
        footer = {"", "Example:", "  mailcloakctl apps add printer --generate"})
final class AppsCommand {

    private final CommandContext session;
    private final Passwords passwords;

    AppsCommand(CommandContext session) {
        this.session = session;
        this.passwords = new Passwords(session);
    }

    @Command(
            description = {
                "List the applications: id, tab, enabled or disabled, tab, time of the last change in seconds since"
                        + " 1970; below it two tabs and the addresses it may send as, or -.",
                "JSON: an array of {id, enabled, updated_at, senders: [{address, enabled}]}.",
            },
            footer = {"", "Example:", "  mailcloakctl apps list"})
    void list(@Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            session.output().list(output.form(), store.apps().list(), this::print, AppView::json);
        }
    }

    @Command(
            description = {
                "Show one application: a line for each fact, its name and a tab before it. The time of the last change is in"
                        + " UTC.",
                "JSON: an array of one {id, enabled, updated_at, senders: [{address, enabled}]}.",
            },
            footer = {"", "Example:", "  mailcloakctl apps show printer"})
    void show(@Parameters(paramLabel = "ID", description = "Its login name.") String id, @Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            App app = required(store, id);
            session.output()
                    .list(output.form(), List.of(app), row -> AppView.print(session.output(), row), AppView::json);
        }
    }

    @Command(
            description =
                    "Add an application, with a name that no account has. One that is there is enabled and gets the new"
                            + " password.",
            footer = {"", "Example:", "  mailcloakctl apps add printer --generate"})
    void add(@Mixin PasswordOptions options, @Mixin Insistence insistence) {
        String id = options.login();
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            if (store.findApp(id).isEmpty()) {
                ArgumentParsers.newLogin(id);
                insistence.settle(session, new AddressObjections(store, source.accounts()).newApp(id));
            } else if (store.users().find(id).isPresent()) {
                session.warn(AddressObjections.takenTwice(id));
            }
            String password = passwords.obtain(options);
            String done = Addition.of(id, store.findApp(id));
            store.apps().add(id, PasswordHash.argon2id(password));
            passwords.tell(options, password);
            session.changed(done);
        }
    }

    @Command(
            description = "Give an application a new password.",
            footer = {"", "Example:", "  mailcloakctl apps rotate printer --generate"})
    void rotate(@Mixin PasswordOptions options) {
        String id = options.login();
        try (SqliteMailStore store = session.open()) {
            ArgumentParsers.require(store.findApp(id).isPresent(), "Application " + id);
            String password = passwords.obtain(options);
            ArgumentParsers.require(store.apps().rotate(id, PasswordHash.argon2id(password)), "Application " + id);
            passwords.tell(options, password);
            session.changed("application " + id + " has a new password");
        }
    }

    @Command(
            description = "Delete an application. At a terminal it asks first.",
            footer = {"", "Example:", "  mailcloakctl apps del printer"})
    void del(@Parameters(paramLabel = "ID", description = "Its login name.") String id, @Mixin Deletion deletion) {
        try (SqliteMailStore store = session.open()) {
            App app = required(store, id);
            String what = "application " + id + " with its password and "
                    + Counted.of(app.senders().size(), "sender", "senders");
            deletion.confirm(session, what);
            ArgumentParsers.require(store.apps().delete(id), "Application " + id);
            session.changed(what + " deleted");
        }
    }

    @Command(
            description = "Let an application send as an address.",
            footer = {"", "Example:", "  mailcloakctl apps allow printer printer@d1.test"})
    void allow(
            @Parameters(index = "0", paramLabel = "ID", description = "Its login name.") String id,
            @Parameters(index = "1", paramLabel = "ADDRESS", description = "The sender.") String address,
            @Mixin Insistence insistence) {
        EmailAddress sender = ArgumentParsers.newAddress(address);
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            ArgumentParsers.require(store.findApp(id).isPresent(), "Application " + id);
            insistence.settle(session, new AddressObjections(store, source.accounts()).appSender(sender));
            ArgumentParsers.require(store.apps().allow(id, sender), "Application " + id);
            session.changed("application " + id + " may send as " + sender);
        }
    }

    @Command(
            description = "Take an address off an application's list.",
            footer = {"", "Example:", "  mailcloakctl apps disallow printer printer@d1.test"})
    void disallow(
            @Parameters(index = "0", paramLabel = "ID", description = "Its login name.") String id,
            @Parameters(index = "1", paramLabel = "ADDRESS", description = "The sender.") String address) {
        EmailAddress sender = ArgumentParsers.address(address);
        try (SqliteMailStore store = session.open()) {
            ArgumentParsers.require(store.findApp(id).isPresent(), "Application " + id);
            ArgumentParsers.require(store.apps().disallow(id, sender), "Sender " + sender + " of application " + id);
            session.changed("application " + id + " may not send as " + sender + " any more");
        }
    }

    @Command(
            description = "Let an application send again.",
            footer = {"", "Example:", "  mailcloakctl apps enable printer"})
    void enable(@Parameters(paramLabel = "ID", description = "Its login name.") String id) {
        setEnabled(id, true);
    }

    @Command(
            description = "Stop an application from sending; its password and its list are kept.",
            footer = {"", "Example:", "  mailcloakctl apps disable printer"})
    void disable(@Parameters(paramLabel = "ID", description = "Its login name.") String id) {
        setEnabled(id, false);
    }

    private static App required(SqliteMailStore store, String id) {
        return store.findApp(id).orElseThrow(() -> CommandException.refused("Application " + id + " does not exist"));
    }

    private void setEnabled(String id, boolean enabled) {
        try (SqliteMailStore store = session.open()) {
            ArgumentParsers.require(store.apps().setEnabled(id, enabled), "Application " + id);
            session.changed("application " + id + " " + Output.enabled(enabled));
        }
    }

    private void print(App app) {
        String changed = Long.toString(app.updatedAt().getEpochSecond());
        session.output().line(app.id(), Output.enabled(app.enabled()), changed);
        session.output().line("", "", AppView.senders(app));
    }
}
