package org.mailcloak.cli;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailcloak.store.sqlite.RawRow;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** One import into an open database, in one transaction, and what there is to say of it. */
final class ImportRun {

    /** Takes all back. */
    private static final class NotMeantException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final CommandContext session;
    private final SqliteMailStore store;
    private final JsonObject document;
    private final Backup backup;
    private final List<String> leftOut = new ArrayList<>();
    private int asStored;
    private Optional<ImportPlan> plan = Optional.empty();

    /** @param backup what the document holds but for its rows as they are stored */
    ImportRun(CommandContext session, SqliteMailStore store, JsonObject document, Backup backup) {
        this.session = session;
        this.store = store;
        this.document = document;
        this.backup = backup;
    }

    Backup backup() {
        return backup;
    }

    /** @param dryRun whether the database is to be as it was afterwards */
    void of(List<RawRow> verbatim, boolean dryRun) {
        try {
            store.atomically(() -> {
                BackupWriter writer = new BackupWriter(store);
                JsonObject before = writer.write();
                new BackupLoader(session, store, this::restore).load(backup, verbatim);
                plan = Optional.of(new ImportPlan(before, writer.stored(), new BackupWriter(store).write(), document));
                asStored = verbatim.size();
                if (dryRun) {
                    throw new NotMeantException();
                }
            });
        } catch (NotMeantException undone) {
            // The database is as it was, and the plan is known.
        }
    }

    /** @return the exit code */
    int report(boolean dryRun) {
        ImportPlan.firstOf(leftOut).forEach(session::warn);
        ImportPlan done = plan.orElseThrow();
        String rows = Counted.of(backup.domains().size(), "domain", "domains") + ", "
                + Counted.of(backup.aliases().size(), "alias", "aliases") + ", "
                + Counted.of(backup.apps().size(), "application", "applications") + ", "
                + Counted.of(backup.users().size(), "user", "users") + ", "
                + Counted.of(backup.groups().size(), "group", "groups")
                + (asStored == 0 ? "" : ", " + Counted.of(asStored, "row as it is stored", "rows as they are stored"));
        if (dryRun) {
            done.lines().forEach(session.output()::line);
            if (!leftOut.isEmpty()) {
                session.output().line("left out: " + leftOut.size());
            }
            session.output().line(done.changesNothing() ? "nothing would change" : "nothing was changed: --dry-run");
        } else if (done.changesNothing()) {
            session.output().line("nothing changed: the database has " + rows + " of the file already");
        } else {
            session.output().line("imported " + rows);
            session.changed("imported");
        }
        return leftOut.isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
    }

    private void restore(RawRow row) {
        store.rawRows()
                .restore(row)
                .ifPresent(reason -> leftOut.add(VerbatimRows.describe(row) + " was left out: " + reason));
    }
}
