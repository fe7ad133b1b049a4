package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.Alias;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "aliases",
        description = "Further addresses of users: mail for an alias goes to the user, who may send as it.",
        footer = {"", "Example:", "  mailcloakctl aliases add sales@d1.test alice"})
final class AliasesCommand {

    private final Session session;

    AliasesCommand(Session session) {
        this.session = session;
    }

    @Command(
            description = {
                "List the aliases: alias, tab, user, tab, enabled or disabled.",
                "JSON: an array of {alias, user, enabled}.",
            },
            footer = {"", "Example:", "  mailcloakctl aliases list --user alice"})
    void list(
            @Option(names = "--user", paramLabel = "LOGIN", description = "Only the aliases of this user.") @Nullable
                    String user,
            @Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            List<Alias> rows = store.aliases().list(Optional.ofNullable(user));
            session.output()
                    .list(
                            output.form(),
                            rows,
                            row -> session.output().line(row.address(), row.login(), Output.enabled(row.enabled())),
                            AliasesCommand::json);
        }
    }

    @Command(
            description = "Add an alias; its domain must be in the database. One that is there is enabled and gets the"
                    + " new user.",
            footer = {"", "Example:", "  mailcloakctl aliases add sales@d1.test alice"})
    void add(
            @Parameters(index = "0", paramLabel = "ALIAS", description = "Such as sales@d1.test.") String alias,
            @Parameters(index = "1", paramLabel = "USER", description = "The login name behind it.") String user) {
        EmailAddress address = Words.address(alias);
        try (SqliteMailStore store = session.open()) {
            store.aliases().add(address, user);
        }
    }

    @Command(
            description = "Delete an alias.",
            footer = {"", "Example:", "  mailcloakctl aliases del sales@d1.test"})
    void del(@Parameters(paramLabel = "ALIAS", description = "Such as sales@d1.test.") String alias) {
        EmailAddress address = Words.address(alias);
        try (SqliteMailStore store = session.open()) {
            Words.require(store.aliases().delete(address), "Alias " + address);
        }
    }

    @Command(
            description = "Put an alias in force again.",
            footer = {"", "Example:", "  mailcloakctl aliases enable sales@d1.test"})
    void enable(@Parameters(paramLabel = "ALIAS", description = "Such as sales@d1.test.") String alias) {
        setEnabled(alias, true);
    }

    @Command(
            description = "Put an alias out of force.",
            footer = {"", "Example:", "  mailcloakctl aliases disable sales@d1.test"})
    void disable(@Parameters(paramLabel = "ALIAS", description = "Such as sales@d1.test.") String alias) {
        setEnabled(alias, false);
    }

    private void setEnabled(String alias, boolean enabled) {
        EmailAddress address = Words.address(alias);
        try (SqliteMailStore store = session.open()) {
            Words.require(store.aliases().setEnabled(address, enabled), "Alias " + address);
        }
    }

    static JsonObjectBuilder json(Alias row) {
        return Json.createObjectBuilder()
                .add("alias", row.address())
                .add("user", row.login())
                .add("enabled", row.enabled());
    }
}
