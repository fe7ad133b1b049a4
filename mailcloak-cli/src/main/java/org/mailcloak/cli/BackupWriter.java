package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import org.mailcloak.store.App;
import org.mailcloak.store.sqlite.LocalUser;
import org.mailcloak.store.sqlite.SqliteMailStore;

/** Writes the content of a database as one JSON document. Spellings stay as they are stored. */
final class BackupWriter {

    /** The key that tells the format, and its version. */
    static final String FORMAT = "mailcloak_export";

    static final int VERSION = 1;

    private final SqliteMailStore store;

    BackupWriter(SqliteMailStore store) {
        this.store = store;
    }

    JsonObject write() {
        return Json.createObjectBuilder()
                .add(FORMAT, VERSION)
                .add("domains", domains())
                .add("aliases", aliases())
                .add("apps", apps())
                .add("users", users())
                .add("groups", groups())
                .build();
    }

    private JsonArrayBuilder domains() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        store.domains().list().forEach(domain -> array.add(DomainsCommand.json(domain)));
        return array;
    }

    private JsonArrayBuilder aliases() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        store.aliases().list(Optional.empty()).forEach(alias -> array.add(AliasesCommand.json(alias)));
        return array;
    }

    private JsonArrayBuilder apps() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (App app : store.apps().list()) {
            store.appSecretHash(app.id())
                    .ifPresent(hash -> array.add(Json.createObjectBuilder()
                            .add("id", app.id())
                            .add("enabled", app.enabled())
                            .add("secret_hash", hash)
                            .add("senders", AppText.senderArray(app))));
        }
        return array;
    }

    private JsonArrayBuilder groups() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        store.groups().list().forEach(group -> array.add(GroupText.backup(group)));
        return array;
    }

    private JsonArrayBuilder users() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (LocalUser user : store.users().list()) {
            JsonArrayBuilder also = Json.createArrayBuilder();
            user.moreAddresses().forEach(address -> also.add(address.toString()));
            JsonObjectBuilder json = Json.createObjectBuilder().add("login", user.login());
            user.primaryAddress().ifPresent(address -> json.add("primary_address", address.toString()));
            json.add("also", also).add("state", UserText.state(user.state()));
            store.users().passwordHash(user.login()).ifPresent(hash -> json.add("password_hash", hash));
            array.add(json);
        }
        return array;
    }
}
