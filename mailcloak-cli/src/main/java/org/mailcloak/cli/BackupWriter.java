package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import org.mailcloak.store.Alias;
import org.mailcloak.store.App;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.sqlite.LocalUser;
import org.mailcloak.store.sqlite.RawRow;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** Writes the content of a database as one JSON document. Spellings stay as they are stored. */
final class BackupWriter {

    private final SqliteMailStore store;
    private final BackupOddities oddities;

    /** @param store as it is in one instant: the caller sees to that */
    BackupWriter(SqliteMailStore store) {
        this.store = store;
        this.oddities = new BackupOddities(store);
    }

    /** Lines for the operator about rows that import would not write as they are; after {@link #write}. */
    List<String> oddities() {
        return oddities.reasons();
    }

    /** Lines for the operator about rows that are in no part of the document. */
    List<String> leftOut() {
        return oddities.leftOut();
    }

    JsonObject write() {
        JsonObject readable = readable();
        List<RawRow> verbatim = oddities.verbatim();
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
                .add("users", users())
                .add("groups", groups())
                .add("certificates", certificates())
                .build();
    }

    private JsonArrayBuilder domains() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        List<LocalDomain> all = store.domains().list();
        for (LocalDomain domain : all) {
            JsonObject json = DomainsCommand.json(domain).build();
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

    private JsonArrayBuilder certificates() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        store.certificates().list().forEach(row -> array.add(CertificatesCommand.json(row)));
        return array;
    }

    private JsonArrayBuilder groups() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        store.groups().list().forEach(group -> array.add(GroupView.backup(group)));
        return array;
    }

    private JsonArrayBuilder users() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (LocalUser user : store.users().list()) {
            JsonArrayBuilder also = Json.createArrayBuilder();
            user.moreAddresses().forEach(address -> also.add(address.toString()));
            JsonObjectBuilder json =
                    Json.createObjectBuilder().add("login", user.login()).add("id", user.id());
            user.primaryAddress().ifPresent(address -> json.add("primary_address", address.toString()));
            json.add("also", also)
                    .add("state", UserView.state(user.state()))
                    .add("scope", ScopeWords.word(user.scope()));
            store.users().passwordHash(user.login()).ifPresent(hash -> json.add("password_hash", hash));
            JsonObject row = json.build();
            if (oddities.isRegular(user, row)) {
                array.add(row);
            }
        }
        return array;
    }
}
