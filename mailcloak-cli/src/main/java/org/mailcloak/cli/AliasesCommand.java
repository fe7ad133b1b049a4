package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "aliases",
        description = "Further addresses of users: mail for an alias goes to its users, who may send as it.",
        footer = {"", "Example:", "  mailcloakctl aliases add sales@d1.test alice"})
final class AliasesCommand {

    private final Session session;

    AliasesCommand(Session session) {
        this.session = session;
    }

    @Command(
            description = {
                "List the aliases: alias, tab, user, tab, enabled or disabled; for one with further targets another tab and"
                        + " these, with commas between them.",
                "JSON: an array of {alias, user, also: [], enabled}.",
            },
            footer = {"", "Example:", "  mailcloakctl aliases list --user alice"})
    void list(
            @Option(
                            names = "--user",
                            paramLabel = "LOGIN",
                            description = "Only the aliases that this user is a target of.")
                    @Nullable
                    String user,
            @Mixin OutputOption output) {
        try (SqliteMailStore store = session.open()) {
            List<Alias> rows = store.aliases().list(Optional.ofNullable(user));
            session.output().list(output.form(), rows, this::print, AliasesCommand::json);
        }
    }

    private void print(Alias row) {
        String state = Output.enabled(row.enabled());
        if (row.also().isEmpty()) {
            session.output().line(row.address(), row.login(), state);
        } else {
            session.output().line(row.address(), row.login(), state, String.join(", ", row.also()));
        }
    }

    @Command(
            description = {
                "Add an alias; its domain must be in the database. One that is there is enabled and gets the new targets"
                        + " in place of its own. @d1.test is a catch-all: it takes what no other alias and no account of"
                        + " the domain takes.",
                "A target is a login name, or a mail address here or elsewhere. Users among them may send as the alias."
            },
            footer = {
                "",
                "Example:",
                "  mailcloakctl aliases add sales@d1.test alice",
                "  mailcloakctl aliases add sales@d1.test alice --also bob partner@far.example",
                "  mailcloakctl aliases add @d1.test alice"
            })
    void add(
            @Parameters(index = "0", paramLabel = "ALIAS", description = "Such as sales@d1.test.") String alias,
            @Parameters(index = "1", paramLabel = "USER", description = "The login name behind it.") String user,
            @Option(names = "--also", paramLabel = "TARGET", description = "A further target; more may follow it.")
                    @Nullable
                    List<String> also,
            @Parameters(index = "2..*", arity = "0..*", paramLabel = "TARGET", hidden = true) @Nullable
                    List<String> more) {
        if (also == null && more != null) {
            throw RefusedException.usage(
                    "'" + more.get(0) + "' is one argument too many; further targets follow --also");
        }
        AliasAddress address = Words.alias(alias);
        List<String> targets = new ArrayList<>(also == null ? List.of() : also);
        targets.addAll(more == null ? List.of() : more);
        try (SqliteMailStore store = session.open()) {
            store.atomically(() -> {
                store.aliases().add(address, user, targets);
                Words.requireEnd(store, address);
            });
        }
    }

    @Command(
            description = "Delete an alias.",
            footer = {"", "Example:", "  mailcloakctl aliases del sales@d1.test"})
    void del(@Parameters(paramLabel = "ALIAS", description = "Such as sales@d1.test.") String alias) {
        AliasAddress address = Words.alias(alias);
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
            description = "Put an alias out of force: mail for it is refused, also where there is a catch-all.",
            footer = {"", "Example:", "  mailcloakctl aliases disable sales@d1.test"})
    void disable(@Parameters(paramLabel = "ALIAS", description = "Such as sales@d1.test.") String alias) {
        setEnabled(alias, false);
    }

    private void setEnabled(String alias, boolean enabled) {
        AliasAddress address = Words.alias(alias);
        try (SqliteMailStore store = session.open()) {
            store.atomically(() -> {
                Words.require(store.aliases().setEnabled(address, enabled), "Alias " + address);
                Words.requireEnd(store, address);
            });
        }
    }

    static JsonObjectBuilder json(Alias row) {
        JsonArrayBuilder also = Json.createArrayBuilder();
        row.also().forEach(also::add);
        return Json.createObjectBuilder()
                .add("alias", row.address())
                .add("user", row.login())
                .add("also", also)
                .add("enabled", row.enabled());
    }
}
