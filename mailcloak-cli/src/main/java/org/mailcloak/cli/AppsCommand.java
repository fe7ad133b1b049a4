package org.mailcloak.cli;

import org.mailcloak.address.EmailAddress;
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

    private final Session session;
    private final Passwords passwords;

    AppsCommand(Session session) {
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
            session.output().list(output.form(), store.apps().list(), this::print, AppText::json);
        }
    }

    @Command(
            description = "Add an application. One that is there is enabled and gets the new password.",
            footer = {"", "Example:", "  mailcloakctl apps add printer --generate"})
    void add(@Mixin PasswordOptions options) {
        String id = options.login();
        try (SqliteMailStore store = session.open()) {
            String password = passwords.obtain(options);
            store.apps().add(id, PasswordHash.argon2id(password));
            passwords.tell(options, password);
            if (store.users().find(id).isPresent()) {
                session.warn(Words.takenTwice(id));
            }
        }
    }

    @Command(
            description = "Give an application a new password.",
            footer = {"", "Example:", "  mailcloakctl apps rotate printer --generate"})
    void rotate(@Mixin PasswordOptions options) {
        String id = options.login();
        try (SqliteMailStore store = session.open()) {
            Words.require(store.findApp(id).isPresent(), "Application " + id);
            String password = passwords.obtain(options);
            Words.require(store.apps().rotate(id, PasswordHash.argon2id(password)), "Application " + id);
            passwords.tell(options, password);
        }
    }

    @Command(
            description = "Delete an application.",
            footer = {"", "Example:", "  mailcloakctl apps del printer"})
    void del(@Parameters(paramLabel = "ID", description = "Its login name.") String id) {
        try (SqliteMailStore store = session.open()) {
            Words.require(store.apps().delete(id), "Application " + id);
        }
    }

    @Command(
            description = "Let an application send as an address.",
            footer = {"", "Example:", "  mailcloakctl apps allow printer printer@d1.test"})
    void allow(
            @Parameters(index = "0", paramLabel = "ID", description = "Its login name.") String id,
            @Parameters(index = "1", paramLabel = "ADDRESS", description = "The sender.") String address) {
        EmailAddress sender = Words.address(address);
        try (SqliteMailStore store = session.open()) {
            Words.require(store.apps().allow(id, sender), "Application " + id);
        }
    }

    @Command(
            description = "Take an address off an application's list.",
            footer = {"", "Example:", "  mailcloakctl apps disallow printer printer@d1.test"})
    void disallow(
            @Parameters(index = "0", paramLabel = "ID", description = "Its login name.") String id,
            @Parameters(index = "1", paramLabel = "ADDRESS", description = "The sender.") String address) {
        EmailAddress sender = Words.address(address);
        try (SqliteMailStore store = session.open()) {
            Words.require(store.findApp(id).isPresent(), "Application " + id);
            Words.require(store.apps().disallow(id, sender), "Sender " + sender + " of application " + id);
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

    private void setEnabled(String id, boolean enabled) {
        try (SqliteMailStore store = session.open()) {
            Words.require(store.apps().setEnabled(id, enabled), "Application " + id);
        }
    }

    private void print(App app) {
        String changed = Long.toString(app.updatedAt().getEpochSecond());
        session.output().line(app.id(), Output.enabled(app.enabled()), changed);
        session.output().line("", "", AppText.senders(app));
    }
}
