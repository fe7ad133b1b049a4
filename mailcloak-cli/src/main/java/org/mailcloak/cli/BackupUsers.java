package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.sqlite.RawRow;

/** The users of a backup. They are read as they are stored, because a row that is no user must not stop the others. */
final class BackupUsers {

    private static final List<String> TEXTS = List.of("login", "user_id", "state", "scope");

    private final StoredRows stored;
    private final BackupCoverage coverage;
    private final Map<String, List<RawRow>> addresses = new HashMap<>();

    BackupUsers(StoredRows stored, BackupCoverage coverage) {
        this.stored = stored;
        this.coverage = coverage;
        // Foreign keys compare logins without regard to letter case.
        stored.of("user_addresses")
                .forEach(row -> addresses
                        .computeIfAbsent(row.text("login").toLowerCase(Locale.ROOT), login -> new ArrayList<>())
                        .add(row));
    }

    JsonArrayBuilder write() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (RawRow user : stored.of("users")) {
            List<RawRow> also = addresses.getOrDefault(user.text("login").toLowerCase(Locale.ROOT), List.of());
            JsonObject json = json(user, also);
            if (coverage.cover(odd(user, also, json), "user " + user.text("login"), StoredRows.Key.of(user))) {
                also.stream()
                        .filter(row -> row.holds("login", user.text("login")))
                        .forEach(row -> coverage.cover(Optional.empty(), "", StoredRows.Key.of(row)));
                array.add(json);
            }
        }
        return array;
    }

    private static JsonObject json(RawRow user, List<RawRow> addresses) {
        JsonArrayBuilder also = Json.createArrayBuilder();
        addresses.forEach(row -> also.add(row.text("address")));
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("login", user.text("login")).add("id", user.text("user_id"));
        if (!user.holds("primary_address", null)) {
            json.add("primary_address", user.text("primary_address"));
        }
        json.add("also", also)
                .add("state", user.text("state").replace('_', '-'))
                .add("scope", user.text("scope").replace('_', '-'));
        if (!user.holds("password_hash", null)) {
            json.add("password_hash", user.text("password_hash"));
        }
        return json.build();
    }

    private Optional<String> odd(RawRow user, List<RawRow> also, JsonObject json) {
        String login = user.text("login");
        if (!TEXTS.stream().allMatch(user::isText)
                || !(user.isText("password_hash") || user.holds("password_hash", null))) {
            return Optional.of("its login, id or password hash is no text");
        }
        if (!isPlain(user, also)) {
            return Optional.of(
                    "an address is not valid, is spelled otherwise than Mailcloak spells it, or is there twice");
        }
        String lower = Normalizer.normalize(login, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return BackupCoverage.spelled(Optional.of(Normalizer.normalize(lower, Normalizer.Form.NFC)), login)
                .or(() -> coverage.refused("users", json));
    }

    private static boolean isPlain(RawRow user, List<RawRow> also) {
        String primary = user.text("primary_address");
        return (user.holds("primary_address", null) || isAddress(user, "primary_address"))
                && also.stream()
                        .allMatch(row -> isAddress(row, "address")
                                && !row.text("address").equals(primary));
    }

    private static boolean isAddress(RawRow row, String column) {
        return EmailAddress.parse(row.text(column))
                .filter(address -> row.holds(column, address.toString()))
                .isPresent();
    }
}
