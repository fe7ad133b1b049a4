package org.mailcloak.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.administration.AliasChecks;
import org.mailcloak.administration.AliasTarget;
import org.mailcloak.administration.ExpiryInput;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBinding;
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

    private final CommandContext session;

    AliasesCommand(CommandContext session) {
        this.session = session;
    }

    @Command(
            description = {
                "List the aliases in the order of users, then of aliases: alias, tab, user, tab, enabled or disabled; for"
                        + " one with further targets another tab and these, with commas between them; for one with an end"
                        + " another tab and expires or expired and the time.",
                "JSON: an array of {alias, user, also: [], enabled, expires_at or null, accounts: {target: account}}.",
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
            List<Alias> rows = store.aliases().list(Optional.ofNullable(user)).stream()
                    .sorted(Comparator.comparing(Alias::login).thenComparing(Alias::address))
                    .toList();
            session.output()
                    .list(output.form(), rows, row -> AliasView.printRow(session.output(), row), AliasView::json);
        }
    }

    @Command(
            description = {
                "Add an alias; its domain must be in the database. One that is there is enabled and gets the new targets"
                        + " in place of its own. @d1.test is a catch-all: it takes what no other alias and no account of"
                        + " the domain takes.",
                "A target is a login name, a mail address here or elsewhere, or discard: alone, which takes the mail and throws"
                        + " it away. Users among them may send as the alias. An"
                        + " unknown login is refused with the provider local, and warned of with others."
            },
            footer = {
                "",
                "Example:",
                "  mailcloakctl aliases add sales@d1.test alice",
                "  mailcloakctl aliases add sales@d1.test alice --also bob partner@far.example",
                "  mailcloakctl aliases add @d1.test alice",
                "  mailcloakctl aliases add fair2027@d1.test alice --expires 2027-03-01",
                "  mailcloakctl aliases add noreply@d1.test discard:"
            })
    void add(
            @Parameters(index = "0", paramLabel = "ALIAS", description = "Such as sales@d1.test.") String alias,
            @Parameters(index = "1", paramLabel = "USER", description = "The login name behind it.") String user,
            @Option(names = "--also", paramLabel = "TARGET", description = "A further target; more may follow it.")
                    @Nullable
                    List<String> also,
            @Parameters(index = "2..*", arity = "0..*", paramLabel = "TARGET", hidden = true) @Nullable
                    List<String> more,
            @Option(
                            names = "--expires",
                            paramLabel = "WHEN",
                            description = "The end of the alias: a date (it ends as that day begins), a time such as"
                                    + " 2027-01-31T18:00, or 90m, 12h, 30d, 6w from now. Without it: none.")
                    @Nullable
                    String expires,
            @Mixin Insistence insistence) {
        if (also == null && more != null) {
            throw CommandException.usage(
                    "'" + more.get(0) + "' is one argument too many; further targets follow --also");
        }
        AliasAddress address = ArgumentParsers.newAlias(alias);
        List<AliasTarget> targets = targets(user, also, more);
        Optional<Instant> end = Optional.ofNullable(expires)
                .map(text -> ExpiryInput.parse(text, Clock.system(ZoneId.systemDefault()))
                        .orThrow(CommandException::refused));
        List<String> further = targets.stream().skip(1).map(AliasTarget::text).toList();
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            AliasChecks.Result checked = new AliasChecks(store, source.accounts()).check(address, targets);
            insistence.settle(session, checked.objections());
            String done = Addition.of(
                    store, address, targets.stream().map(AliasTarget::text).toList(), end);
            store.atomically(() -> {
                store.aliases().add(address, targets.get(0).text(), further, end);
                ArgumentParsers.requireEnd(store, address);
                checked.accounts().forEach((target, account) -> store.bindings().bind(address, target, account));
            });
            session.changed(done);
            warnOfOthers(store, address, checked.accounts());
        }
    }

    /** A target that was bound before stays with its account. */
    private void warnOfOthers(SqliteMailStore store, AliasAddress address, Map<String, String> accounts) {
        for (AliasBinding binding : store.bindings().list()) {
            String account = accounts.get(binding.target());
            boolean ours =
                    AliasAddress.parse(binding.alias()).filter(address::equals).isPresent();
            if (ours && account != null && !account.equals(binding.accountId())) {
                session.warn("target '" + binding.target() + "' belongs to an earlier account (" + binding.accountId()
                        + ", now " + account + "): its mail waits until: mailcloakctl aliases rebind " + address);
            }
        }
    }

    private static List<AliasTarget> targets(String user, @Nullable List<String> also, @Nullable List<String> more) {
        List<String> texts = new ArrayList<>(List.of(user));
        texts.addAll(also == null ? List.of() : also);
        texts.addAll(more == null ? List.of() : more);
        List<AliasTarget> targets =
                texts.stream().map(ArgumentParsers::newTarget).toList();
        if (targets.size() > 1 && targets.stream().anyMatch(AliasTarget.Discard.class::isInstance)) {
            throw CommandException.refused(
                    "'" + Alias.DISCARD + "' throws mail away, and can be the only target of an alias alone");
        }
        return targets;
    }

    @Command(
            description = "Delete an alias.",
            footer = {"", "Example:", "  mailcloakctl aliases del sales@d1.test"})
    void del(@Parameters(paramLabel = "ALIAS", description = "Such as sales@d1.test.") String alias) {
        AliasAddress address = ArgumentParsers.alias(alias);
        try (SqliteMailStore store = session.open()) {
            ArgumentParsers.require(store.aliases().delete(address), "Alias " + address);
            session.changed("alias " + address + " deleted");
        }
    }

    @Command(
            description = "Enable an alias that was disabled.",
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
        AliasAddress address = ArgumentParsers.alias(alias);
        try (SqliteMailStore store = session.open()) {
            store.atomically(() -> {
                ArgumentParsers.require(store.aliases().setEnabled(address, enabled), "Alias " + address);
                ArgumentParsers.requireEnd(store, address);
            });
            session.changed("alias " + address + " " + Output.enabled(enabled));
        }
    }
}
