package org.mailcloak.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;

@Command(
        name = "init",
        description = {
            "Make the database, or bring one of an older version up to date. No row is lost; a database that is up to"
                    + " date stays as it is.",
        },
        footer = {"", "Example:", "  mailcloakctl --db /var/lib/mailcloak/state.db init"})
final class InitCommand implements Callable<Integer> {

    private final CommandContext session;

    InitCommand(CommandContext session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path database = session.database();
        String did = switch (SqliteMailStore.initialise(database, session.userOfServer())) {
            case CREATED -> "created";
            case MIGRATED -> "migrated";
            case UP_TO_DATE -> "up to date";
        };
        session.output().line(database + ": " + did);
        return ExitCode.DONE;
    }
}
