package org.mailcloak.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.administration.AddressObjections;
import org.mailcloak.administration.Objection;
import org.mailcloak.idp.AccountScope;
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

    private final CommandContext session;
    private final Passwords passwords;

    UsersCommand(CommandContext session) {
        this.session = session;
        this.passwords = new Passwords(session);
    }

    @Command(
            description = {
                "List the users: login, tab, primary address or -, tab, active, send-blocked or disabled; for one with"
                        + " further addresses another tab and these, with commas between them.",
                "JSON: an array of {login, id, primary_address or null, also: [], state, scope, has_password}.",
            },
            footer = {"", "Example:", "  mailcloakctl users list"})
    void list(@Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            session.warnIfNotEmbedded();
            session.output()
                    .list(
                            output.form(),
                            store.users().list(),
                            user -> UserView.printRow(session.output(), user),
                            UserView::json);
        }
    }

    @Command(
            description = {
                "Show one user: a line for each fact, its name and a tab before it.",
                "JSON: an array of one {login, id, primary_address or null, also: [], state, scope, has_password, aliases:"
                        + " [{alias, enabled}]}.",
            },
            footer = {"", "Example:", "  mailcloakctl users show alice"})
    void show(
            @Parameters(paramLabel = "LOGIN", description = "The login name.") String login,
            @Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            session.warnIfNotEmbedded();
            LocalUser user = store.users()
                    .find(login)
                    .orElseThrow(() -> CommandException.refused("User " + login + " does not exist"));
            List<Alias> aliases = store.aliases().list(Optional.of(login));
            session.output()
                    .list(
                            output.form(),
                            List.of(user),
                            row -> UserView.print(session.output(), row, aliases),
                            row -> UserView.json(row).add("aliases", UserView.json(aliases)));
        }
    }

    @Command(
            description = "Add a user. An address that another user, an alias or a group has is refused.",
            footer = {
                "",
                "Example:",
                "  mailcloakctl users add alice --address alice@d1.test --also sales@d1.test",
                "  mailcloakctl users add bob --address bob@d1.test --also office@d1.test --shared"
            })
    void add(
            @Option(names = "--address", required = true, paramLabel = "ADDRESS", description = "The primary address.")
                    String address,
            @Option(names = "--also", paramLabel = "ADDRESS", description = "A further address; may be repeated.")
                    @Nullable
                    List<String> also,
            @Option(names = "--no-password", description = "Set none: the user cannot log in until one is set.")
                    boolean noPassword,
            @Option(names = "--shared", description = "Take addresses that other users have too.") boolean shared,
            @Mixin PasswordOptions options,
            @Mixin Insistence insistence) {
        String login = ArgumentParsers.newLogin(options.login());
        List<EmailAddress> addresses = new ArrayList<>();
        addresses.add(ArgumentParsers.newAddress(address));
        for (String further : also == null ? List.<String>of() : also) {
            addresses.add(ArgumentParsers.newAddress(further));
        }
        if (noPassword && options.given() > 0) {
            throw CommandException.usage("--no-password cannot be combined with a password option");
        }
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            session.requireEmbedded(insistence.given());
            if (store.users().find(login).isEmpty()) {
                AddressObjections checks = new AddressObjections(store, source.accounts());
                List<Objection> objections = new ArrayList<>(checks.newUser(login));
                addresses.forEach(each -> objections.addAll(checks.userAddress(login, each)));
                insistence.settle(session, objections.stream().distinct().toList(), shared);
            }
            if (noPassword) {
                store.users().add(NewLocalUser.active(login, addresses, Optional.empty()));
            } else {
                addWithPassword(store, addresses, options);
            }
            session.changed("user " + login + " added");
        }
    }

    @Command(
            description = "Change a user's addresses: what no option names stays as it is.",
            footer = {
                "",
                "Example:",
                "  mailcloakctl users set alice --address alice.smith@d1.test",
                "  mailcloakctl users set alice --also sales@d1.test --drop office@d1.test"
            })
    void set(
            @Parameters(paramLabel = "LOGIN", description = "The login name.") String login,
            @Option(
                            names = "--address",
                            paramLabel = "ADDRESS",
                            description = "The primary address; the one before stays as a further address.")
                    @Nullable
                    String address,
            @Option(names = "--also", paramLabel = "ADDRESS", description = "One more address; may be repeated.")
                    @Nullable
                    List<String> also,
            @Option(names = "--drop", paramLabel = "ADDRESS", description = "An address to take away; may be repeated.")
                    @Nullable
                    List<String> drop,
            @Option(names = "--shared", description = "Take addresses that other users have too.") boolean shared,
            @Mixin Insistence insistence) {
        Optional<EmailAddress> primary = Optional.ofNullable(address).map(ArgumentParsers::newAddress);
        List<EmailAddress> further = (also == null ? List.<String>of() : also)
                .stream().map(ArgumentParsers::newAddress).toList();
        List<EmailAddress> dropped = (drop == null ? List.<String>of() : drop)
                .stream().map(ArgumentParsers::address).toList();
        if (primary.isEmpty() && further.isEmpty() && dropped.isEmpty()) {
            throw CommandException.usage("nothing to change: give --address, --also or --drop");
        }
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            session.requireEmbedded(insistence.given());
            ArgumentParsers.require(store.users().find(login).isPresent(), "User " + login);
            AddressObjections checks = new AddressObjections(store, source.accounts());
            insistence.settle(
                    session,
                    Stream.concat(primary.stream(), further.stream())
                            .flatMap(each -> checks.userAddress(login, each).stream())
                            .distinct()
                            .toList(),
                    shared);
            store.atomically(() -> {
                primary.ifPresent(each -> store.users().setPrimaryAddress(login, each));
                further.forEach(each -> store.users().addAddress(login, each));
                dropped.forEach(each -> ArgumentParsers.require(
                        store.users().removeAddress(login, each), "Address " + each + " of user " + login));
            });
            session.changed("user " + login + " has other addresses");
        }
    }

    @Command(
            description = "Delete a user. Aliases that name the user are kept. At a terminal it asks first.",
            footer = {"", "Example:", "  mailcloakctl users del alice"})
    void del(
            @Parameters(paramLabel = "LOGIN", description = "The login name.") String login,
            @Mixin Deletion deletion,
            @Mixin Insistence insistence) {
        try (SqliteMailStore store = session.open()) {
            session.requireEmbedded(insistence.given());
            LocalUser user = store.users()
                    .find(login)
                    .orElseThrow(() -> CommandException.refused("User " + login + " does not exist"));
            String what = "user " + user.login() + " with "
                    + Counted.of(
                            user.primaryAddress().stream().count()
                                    + user.moreAddresses().size(),
                            "address",
                            "addresses")
                    + " and " + Counted.of(memberships(store, user), "membership", "memberships") + " of groups";
            deletion.confirm(session, what);
            ArgumentParsers.require(store.users().delete(login), "User " + login);
            session.changed(what + " deleted");
            List<Alias> aliases = store.aliases().list(Optional.of(user.login()));
            if (!aliases.isEmpty()) {
                session.warn(
                        Counted.of(aliases.size(), "alias still leads", "aliases still lead") + " to " + user.login()
                                + ": " + aliases.stream().map(Alias::address).collect(Collectors.joining(", ")));
            }
        }
    }

    private static long memberships(SqliteMailStore store, LocalUser user) {
        return store.groups().list().stream()
                .filter(group -> group.members().contains(user.login()))
                .count();
    }

    @Command(
            description = "Set a user's password.",
            footer = {"", "Example:", "  mailcloakctl users passwd alice"})
    void passwd(@Mixin PasswordOptions options, @Mixin Insistence insistence) {
        String login = options.login();
        try (SqliteMailStore store = session.open()) {
            session.requireEmbedded(insistence.given());
            ArgumentParsers.require(store.users().find(login).isPresent(), "User " + login);
            String password = passwords.obtain(options);
            ArgumentParsers.require(store.users().setPassword(login, PasswordHash.argon2id(password)), "User " + login);
            passwords.tell(options, password);
            session.changed("user " + login + " has a new password");
        }
    }

    @Command(
            description = "Make a user active: logging in, sending and receiving are allowed.",
            footer = {"", "Example:", "  mailcloakctl users enable alice"})
    void enable(
            @Parameters(paramLabel = "LOGIN", description = "The login name.") String login,
            @Mixin Insistence insistence) {
        setState(login, AccountState.ACTIVE, insistence);
    }

    @Command(
            description = "Disable a user: no login, no sending, no receiving.",
            footer = {"", "Example:", "  mailcloakctl users disable alice"})
    void disable(
            @Parameters(paramLabel = "LOGIN", description = "The login name.") String login,
            @Mixin Insistence insistence) {
        setState(login, AccountState.DISABLED, insistence);
    }

    @Command(
            name = "block-sending",
            description = "Stop a user from sending; logging in and receiving go on.",
            footer = {"", "Example:", "  mailcloakctl users block-sending alice"})
    void blockSending(
            @Parameters(paramLabel = "LOGIN", description = "The login name.") String login,
            @Mixin Insistence insistence) {
        setState(login, AccountState.SEND_BLOCKED, insistence);
    }

    @Command(
            name = "allow-sending",
            description = "Make a user active again.",
            footer = {"", "Example:", "  mailcloakctl users allow-sending alice"})
    void allowSending(
            @Parameters(paramLabel = "LOGIN", description = "The login name.") String login,
            @Mixin Insistence insistence) {
        setState(login, AccountState.ACTIVE, insistence);
    }

    @Command(
            name = "set-scope",
            description = "Say to whom a user may write: anywhere, or local-only, to addresses in the domains of this"
                    + " database only.",
            footer = {"", "Example:", "  mailcloakctl users set-scope trainee local-only"})
    void setScope(
            @Parameters(index = "0", paramLabel = "LOGIN", description = "The login name.") String login,
            @Parameters(
                            index = "1",
                            paramLabel = "SCOPE",
                            completionCandidates = ScopeWords.class,
                            converter = ScopeWords.class,
                            description = "One of ${COMPLETION-CANDIDATES}.")
                    AccountScope scope,
            @Mixin Insistence insistence) {
        try (SqliteMailStore store = session.open()) {
            session.requireEmbedded(insistence.given());
            ArgumentParsers.require(store.users().setScope(login, scope), "User " + login);
            session.changed("user " + login + " may write " + ScopeWords.word(scope));
        }
    }

    private void addWithPassword(SqliteMailStore store, List<EmailAddress> addresses, PasswordOptions options) {
        String password = passwords.obtain(options);
        store.users()
                .add(NewLocalUser.active(options.login(), addresses, Optional.of(PasswordHash.argon2id(password))));
        passwords.tell(options, password);
    }

    private void setState(String login, AccountState state, Insistence insistence) {
        try (SqliteMailStore store = session.open()) {
            session.requireEmbedded(insistence.given());
            ArgumentParsers.require(store.users().setState(login, state), "User " + login);
            session.changed("user " + login + " is " + UserView.state(state));
        }
    }
}
