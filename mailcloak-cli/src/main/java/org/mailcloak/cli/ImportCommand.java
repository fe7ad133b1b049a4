package org.mailcloak.cli;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.sqlite.SqliteMailStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "import",
        description = {
            "Take over what export wrote. Rows that are not there are added, those that are there get the values of the"
                    + " file, no row is deleted. The whole file is checked first: if anything is wrong, all of it is"
                    + " told and nothing is changed. A running server sees all of it at once.",
        },
        footer = {"", "Example:", "  mailcloakctl import --file backup.json"})
final class ImportCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--file", paramLabel = "FILE", description = "The file to read; default: standard input.")
    private @Nullable Path file;

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonObject document = file == null
                ? BackupFile.parse("standard input", standardInput())
                : BackupFile.parse(file.toString(), BackupFile.read(file));
        try (SqliteMailStore store = session.open()) {
            Set<MailDomain> existing = store.domains().list().stream()
                    .flatMap(row -> MailDomain.parse(row.name()).stream())
                    .collect(Collectors.toSet());
            Backup backup = new BackupReader(existing).read(document);
            store.atomically(() -> new BackupLoader(session, store).load(backup));
            session.output()
                    .line("imported " + Counted.of(backup.domains().size(), "domain", "domains") + ", "
                            + Counted.of(backup.aliases().size(), "alias", "aliases") + ", "
                            + Counted.of(backup.apps().size(), "application", "applications") + ", "
                            + Counted.of(backup.users().size(), "user", "users") + ", "
                            + Counted.of(backup.groups().size(), "group", "groups"));
        }
        return ExitCode.DONE;
    }

    private byte[] standardInput() {
        try {
            return session.surroundings().in().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read", e);
        }
    }
}
