package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailcloak.administration.AliasRebinding;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rebind",
        description = {
            "Bind aliases to the accounts that now have the logins and addresses they lead to. An alias belongs to the"
                    + " account that it was made for; a later account of the same login gets neither its mail nor the right"
                    + " to send as it, until this is run. The command first shows what would change: alias, tab, target,"
                    + " tab, account before or -, tab, account from now on. At a terminal it asks then; elsewhere --yes or"
                    + " --dry-run is needed.",
            "JSON: an array of {alias, target, before or null, after}.",
        },
        footer = {
            "",
            "Example:",
            "  mailcloakctl aliases rebind --all --dry-run",
            "  mailcloakctl aliases rebind sales@d1.test info@d1.test --yes"
        })
final class RebindCommand implements Callable<Integer> {

    private final CommandContext session;

    @Parameters(paramLabel = "ALIAS", arity = "0..*", description = "Such as sales@d1.test.")
    private @Nullable List<String> aliases;

    @Option(names = "--all", description = "All aliases.")
    private boolean all;

    @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Change it without asking.")
    private boolean yes;

    @Mixin
    private OutputOption form = new OutputOption();

    RebindCommand(CommandContext session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<String> named = aliases == null ? List.of() : aliases;
        if (all != named.isEmpty()) {
            throw CommandException.usage("name aliases, or all of them with --all");
        }
        if (dryRun && yes) {
            throw CommandException.usage("--dry-run and --yes cannot be combined");
        }
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            AliasRebinding rebinding = AliasRebinding.of(chosen(store, named), source.accounts());
            rebinding.doubts().forEach(session::warn);
            List<AliasRebinding.Change> changes = rebinding.changes();
            session.output().list(form.form(), changes, this::print, RebindCommand::json);
            if (!dryRun && !changes.isEmpty()) {
                confirm(changes.size());
                store.atomically(() -> rebinding.apply(store.bindings()));
                session.changed(Counted.of(changes.size(), "target is", "targets are") + " bound to other accounts");
            }
            return ExitCode.DONE;
        }
    }

    private static List<Alias> chosen(SqliteMailStore store, List<String> named) {
        List<Alias> rows = store.aliases().list(Optional.empty());
        if (named.isEmpty()) {
            return rows;
        }
        List<Alias> chosen = new ArrayList<>();
        for (String text : named) {
            AliasAddress wanted = ArgumentParsers.alias(text);
            List<Alias> found = rows.stream()
                    .filter(row -> AliasAddress.parse(row.address())
                            .filter(wanted::equals)
                            .isPresent())
                    .toList();
            ArgumentParsers.require(!found.isEmpty(), "Alias " + wanted);
            chosen.addAll(found);
        }
        return chosen.stream().distinct().toList();
    }

    private void confirm(int count) {
        if (yes) {
            return;
        }
        Prompt prompt = session.surroundings()
                .prompt()
                .orElseThrow(() -> CommandException.usage(
                        "nothing was changed, and there is no terminal to ask at: use --yes or --dry-run"));
        String question = session.database() + ": bind " + Counted.of(count, "target", "targets")
                + " to other accounts? Type yes to do it";
        if (prompt.answer(question)
                .filter(answer -> answer.strip().equalsIgnoreCase("yes"))
                .isEmpty()) {
            throw CommandException.refused("nothing was changed");
        }
    }

    private void print(AliasRebinding.Change change) {
        session.output().line(change.alias(), change.target(), change.before().orElse("-"), change.after());
    }

    private static JsonObjectBuilder json(AliasRebinding.Change change) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("alias", change.alias()).add("target", change.target());
        change.before().ifPresentOrElse(before -> json.add("before", before), () -> json.addNull("before"));
        return json.add("after", change.after());
    }
}
