package org.mailcloak.cli;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.sqlite.RawRow;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "import",
        description = {
            "Take over what export wrote. Rows that are not there are added, those that are there get the values of the"
                    + " file, no row is deleted. The whole file is checked first: if anything is wrong, all of it is"
                    + " reported and nothing is changed. A running server sees all of it at once.",
            "Rows that export wrote as they are stored (verbatim) are written like that; one that the database does not"
                    + " take is left out with a warning, and the exit code is 3.",
        },
        footer = {"", "Example:", "  mailcloakctl import --file backup.json"})
final class ImportCommand implements Callable<Integer> {

    private final CommandContext session;

    @Option(names = "--file", paramLabel = "FILE", description = "The file to read; default: standard input.")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "Change nothing; show what would be added and changed.")
    private boolean dryRun;

    ImportCommand(CommandContext session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject document = BackupFile.withinMemory(
                source(), () -> BackupFile.parse(source(), file == null ? standardInput() : BackupFile.read(file)));
        try (SqliteMailStore store = session.open();
                AccountSource source = AccountSource.of(session, store)) {
            ImportRun run = BackupFile.withinMemory(source(), () -> taken(document, store));
            int exitCode = run.report(dryRun);
            if (!dryRun) {
                new ImportReview(session, store, source.accounts()).warn(run.backup());
            }
            return exitCode;
        }
    }

    private ImportRun taken(JsonObject document, SqliteMailStore store) {
        List<RawRow> verbatim = VerbatimRows.read(document);
        Set<MailDomain> existing = store.domains().list().stream()
                .flatMap(row -> MailDomain.parse(row.name()).stream())
                .collect(Collectors.toSet());
        verbatim.forEach(row -> MailDomain.parse(row.text("domain_name")).ifPresent(existing::add));
        Backup backup = new BackupReader(existing).read(VerbatimRows.without(document));
        ImportRun run = new ImportRun(session, store, document, backup);
        run.of(verbatim, dryRun);
        return run;
    }

    private String source() {
        return file == null ? "standard input" : file.toString();
    }

    private byte[] standardInput() {
        try {
            return BackupFile.read(session.surroundings().in(), source());
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read", e);
        }
    }
}
