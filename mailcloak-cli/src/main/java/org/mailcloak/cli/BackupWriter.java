package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.sqlite.RawRow;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** Writes the content of a database as one JSON document. Spellings stay as they are stored. */
final class BackupWriter {

    private final SqliteMailStore store;
    private final StoredRows stored;
    private final BackupCoverage coverage;
    private final BackupOddities oddities;

    /** @param store as it is in one instant: the caller sees to that */
    BackupWriter(SqliteMailStore store) {
        this.store = store;
        this.stored = new StoredRows(store.rawRows());
        this.coverage = new BackupCoverage(stored);
        this.oddities = new BackupOddities(store, stored, coverage);
    }

    StoredRows stored() {
        return stored;
    }

    /** Lines for the operator about rows that import would not write as they are; after {@link #write}. */
    List<String> oddities() {
        return coverage.reasons();
    }

    /** Lines for the operator about rows that no import brings back. */
    List<String> leftOut() {
        return coverage.leftOut();
    }

    JsonObject write() {
        JsonObject readable = readable();
        List<RawRow> verbatim = coverage.verbatim();
        return verbatim.isEmpty()
                ? readable
                : Json.createObjectBuilder(readable)
                        .add(VerbatimRows.KEY, VerbatimRows.write(verbatim))
                        .build();
    }

    private JsonObject readable() {
        return Json.createObjectBuilder()
                .add(BackupFormat.FORMAT, BackupFormat.VERSION)
                .add("domains", domains())
                .add("aliases", aliases())
                .add("apps", apps())
                .add("users", new BackupUsers(stored, coverage).write())
                .add("groups", new BackupGroups(stored, coverage).write())
                .add("certificates", new BackupCertificates(stored, coverage).write())
                .build();
    }

    private JsonArrayBuilder domains() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        List<LocalDomain> all = store.domains().list();
        for (LocalDomain domain : all) {
            JsonObject json =
                    DomainsCommand.json(oddities.withRegularHost(domain)).build();
            if (oddities.isRegular(domain, json, all)) {
                array.add(json);
            }
        }
        return array;
    }

    private JsonArrayBuilder aliases() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Alias alias : store.aliases().list(Optional.empty())) {
            JsonObject json = AliasView.json(alias).build();
            if (oddities.isRegular(alias, json)) {
                array.add(json);
            }
        }
        return array;
    }

    private JsonArrayBuilder apps() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (App app : store.apps().list()) {
            App regular = new App(
                    app.id(),
                    app.enabled(),
                    app.senders().stream()
                            .filter(sender -> oddities.isRegular(app, sender))
                            .toList(),
                    app.updatedAt());
            JsonObject json = Json.createObjectBuilder()
                    .add("id", app.id())
                    .add("enabled", app.enabled())
                    .add("secret_hash", store.appSecretHash(app.id()).orElse(""))
                    .add("senders", AppView.senderArray(regular))
                    .build();
            if (oddities.isRegular(app, json)) {
                array.add(json);
            }
        }
        return array;
    }
}
