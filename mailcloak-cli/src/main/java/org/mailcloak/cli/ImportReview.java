package org.mailcloak.cli;

import java.util.List;
import java.util.stream.Stream;
import org.mailcloak.administration.AccountDirectory;
import org.mailcloak.administration.AddressObjections;
import org.mailcloak.administration.AliasChecks;
import org.mailcloak.administration.AliasTarget;
import org.mailcloak.administration.Objection;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** Warns of rows that were imported and that a command would have objected to. Other providers than local are not asked. */
final class ImportReview {

    private final CommandContext session;
    private final SqliteMailStore store;
    private final AccountDirectory accounts;

    ImportReview(CommandContext session, SqliteMailStore store, AccountDirectory accounts) {
        this.session = session;
        this.store = store;
        this.accounts = accounts;
    }

    void warn(Backup backup) {
        if (!accounts.complete()) {
            return;
        }
        AliasChecks aliases = new AliasChecks(store, accounts);
        for (Backup.AliasRow alias : backup.aliases()) {
            List<AliasTarget> targets = Stream.concat(Stream.of(alias.login()), alias.also().stream())
                    .map(ArgumentParsers::newTarget)
                    .toList();
            aliases.check(alias.address(), targets).objections().stream()
                    .map(Objection::message)
                    .forEach(message -> session.warn("alias " + alias.address() + ": " + message));
        }
        AddressObjections addresses = new AddressObjections(store, accounts);
        for (Backup.User user : backup.users()) {
            Stream.concat(user.primary().stream(), user.also().stream())
                    .flatMap(address -> addresses.userAddress(user.login(), address).stream())
                    .filter(objection -> objection.weight() == Objection.Weight.UNLESS_FORCED)
                    .map(Objection::message)
                    .forEach(message -> session.warn("user " + user.login() + ": " + message));
        }
    }
}
