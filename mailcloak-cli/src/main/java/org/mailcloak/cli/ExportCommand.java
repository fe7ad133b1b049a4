package org.mailcloak.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = {
            "Write all domains, aliases, applications, users and groups, password hashes included, as one JSON document:"
                    + " {mailcloak_export: 1, domains: [{domain, enabled}], aliases: [{alias, user, also: [], enabled}],"
                    + " apps: [{id, enabled, secret_hash, senders: [{address, enabled}]}], users: [{login,"
                    + " primary_address, also: [], state, password_hash}], groups: [{name, address,"
                    + " posting, senders: [], send_as, members: [], groups: []}]}.",
        },
        footer = {"", "Example:", "  mailcloakctl export --file backup.json"})
final class ExportCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Write a new file that only its owner can read (0600); default: standard output.")
    private @Nullable Path file;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (SqliteMailStore store = session.open()) {
            String document = Output.jsonText(new BackupWriter(store).write());
            if (file == null) {
                session.surroundings().out().print(document);
            } else {
                BackupFile.create(file, document);
            }
        }
        return ExitCode.DONE;
    }
}
