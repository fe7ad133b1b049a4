package org.mailcloak.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.Alias;
import org.mailcloak.store.sqlite.LocalUser;
import org.mailcloak.store.sqlite.NewLocalUser;
import org.mailcloak.store.sqlite.PasswordHash;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "users",
        description = "The users of the embedded identity provider (idp.provider: local).",
        footer = {"", "Example:", "  mailcloakctl users add alice --address alice@d1.test"})
final class UsersCommand {

    private final Session session;
    private final Passwords passwords;

    UsersCommand(Session session) {
        this.session = session;
        this.passwords = new Passwords(session);
    }

    @Command(
            description = {
                "List the users: login, tab, primary address or -, tab, active, send-blocked or disabled.",
                "JSON: an array of {login, id, primary_address or null, also: [], state, has_password}.",
            },
            footer = {"", "Example:", "  mailcloakctl users list"})
    void list(@Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            session.output()
                    .list(
                            output.form(),
                            store.users().list(),
                            user -> session.output()
                                    .line(user.login(), UserText.primary(user), UserText.state(user.state())),
                            UserText::json);
        }
    }

    @Command(
            description = {
                "Show one user: a line for each fact, its name and a tab before it.",
                "JSON: an array of one {login, id, primary_address or null, also: [], state, has_password, aliases:"
                        + " [{alias, enabled}]}.",
            },
            footer = {"", "Example:", "  mailcloakctl users show alice"})
    void show(
            @Parameters(paramLabel = "LOGIN", description = "The login name.") String login,
            @Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            LocalUser user = store.users()
                    .find(login)
                    .orElseThrow(() -> RefusedException.refused("User " + login + " does not exist"));
            List<Alias> aliases = store.aliases().list(Optional.of(login));
            session.output()
                    .list(
                            output.form(),
                            List.of(user),
                            row -> UserText.print(session.output(), row, aliases),
                            row -> UserText.json(row).add("aliases", UserText.json(aliases)));
        }
    }

    @Command(
            description = "Add a user.",
            footer = {"", "Example:", "  mailcloakctl users add alice --address alice@d1.test --also sales@d1.test"})
    void add(
            @Option(names = "--address", required = true, paramLabel = "ADDRESS", description = "The primary address.")
                    String address,
            @Option(names = "--also", paramLabel = "ADDRESS", description = "A further address; may be repeated.")
                    @Nullable
                    List<String> also,
            @Option(names = "--no-password", description = "Set none: the user cannot log in until one is set.")
                    boolean noPassword,
            @Mixin PasswordOptions options) {
        List<EmailAddress> addresses = new ArrayList<>();
        addresses.add(Words.address(address));
        for (String further : also == null ? List.<String>of() : also) {
            addresses.add(Words.address(further));
        }
        if (noPassword && options.given() > 0) {
            throw RefusedException.usage("--no-password stands against the password that is given");
        }
        try (SqliteMailStore store = session.open()) {
            if (noPassword) {
                store.users().add(NewLocalUser.active(options.login(), addresses, Optional.empty()));
            } else {
                addWithPassword(store, addresses, options);
            }
            store.users()
                    .find(options.login())
                    .flatMap(user -> store.findApp(user.login()))
                    .ifPresent(app -> session.warn(Words.takenTwice(app.id())));
        }
    }

    @Command(
            description = "Delete a user. Aliases that name the user are kept.",
            footer = {"", "Example:", "  mailcloakctl users del alice"})
    void del(@Parameters(paramLabel = "LOGIN", description = "The login name.") String login) {
        try (SqliteMailStore store = session.open()) {
            Words.require(store.users().delete(login), "User " + login);
        }
    }

    @Command(
            description = "Set a user's password.",
            footer = {"", "Example:", "  mailcloakctl users passwd alice"})
    void passwd(@Mixin PasswordOptions options) {
        String login = options.login();
        try (SqliteMailStore store = session.open()) {
            Words.require(store.users().find(login).isPresent(), "User " + login);
            String password = passwords.obtain(options);
            Words.require(store.users().setPassword(login, PasswordHash.argon2id(password)), "User " + login);
            passwords.tell(options, password);
        }
    }

    @Command(
            description = "Make a user active: logging in, sending and receiving are allowed.",
            footer = {"", "Example:", "  mailcloakctl users enable alice"})
    void enable(@Parameters(paramLabel = "LOGIN", description = "The login name.") String login) {
        setState(login, AccountState.ACTIVE);
    }

    @Command(
            description = "Disable a user: no login, no sending, no receiving.",
            footer = {"", "Example:", "  mailcloakctl users disable alice"})
    void disable(@Parameters(paramLabel = "LOGIN", description = "The login name.") String login) {
        setState(login, AccountState.DISABLED);
    }

    @Command(
            name = "block-sending",
            description = "Stop a user from sending; logging in and receiving go on.",
            footer = {"", "Example:", "  mailcloakctl users block-sending alice"})
    void blockSending(@Parameters(paramLabel = "LOGIN", description = "The login name.") String login) {
        setState(login, AccountState.SEND_BLOCKED);
    }

    @Command(
            name = "allow-sending",
            description = "Make a user active again.",
            footer = {"", "Example:", "  mailcloakctl users allow-sending alice"})
    void allowSending(@Parameters(paramLabel = "LOGIN", description = "The login name.") String login) {
        setState(login, AccountState.ACTIVE);
    }

    private void addWithPassword(SqliteMailStore store, List<EmailAddress> addresses, PasswordOptions options) {
        String password = passwords.obtain(options);
        store.users()
                .add(NewLocalUser.active(options.login(), addresses, Optional.of(PasswordHash.argon2id(password))));
        passwords.tell(options, password);
    }

    private void setState(String login, AccountState state) {
        try (SqliteMailStore store = session.open()) {
            Words.require(store.users().setState(login, state), "User " + login);
        }
    }
}
