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
                    + " {mailcloak_export: 1, domains: [{domain, enabled, alias_of, unknown_host}], aliases: [{alias, user,"
                    + " also: [], enabled, expires_at, accounts: {target: account}}],"
                    + " apps: [{id, enabled, secret_hash, senders: [{address, enabled}]}], users: [{login, id,"
                    + " primary_address, also: [], state, scope, password_hash}], groups: [{name, address,"
                    + " posting, senders: [], send_as, members: [], groups: [], contacts: []}], certificates:"
                    + " [{fingerprint, login, enabled, label}]}. Rows that another program wrote and"
                    + " import would not write like that come as they are stored, in verbatim: [{table, row: {}}]; a"
                    + " warning names them. All of it is of one instant.",
            "Rows that no import brings back, because what they refer to is not there, are named, and the exit code is 3.",
        },
        footer = {"", "Example:", "  mailcloakctl export --file backup.json"})
final class ExportCommand implements Callable<Integer> {

    private final CommandContext session;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Write a new file that only its owner can read (0600); default: standard output.")
    private @Nullable Path file;

    ExportCommand(CommandContext session) {
        this.session = session;
    }

    private boolean whole = true;

    @Override
    public Integer call() {
        try (SqliteMailStore store = session.open()) {
            String document = store.consistently(() -> document(store));
            if (file == null) {
                session.surroundings().out().print(document);
            } else {
                BackupFile.create(file, document);
            }
        }
        return whole ? ExitCode.DONE : ExitCode.PARTLY;
    }

    private String document(SqliteMailStore store) {
        BackupWriter writer = new BackupWriter(store);
        String document = Output.jsonText(writer.write());
        ImportPlan.firstOf(writer.leftOut()).forEach(session::warn);
        ImportPlan.firstOf(writer.oddities()).forEach(session::warn);
        whole = writer.leftOut().isEmpty();
        return document;
    }
}
