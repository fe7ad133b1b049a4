package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.sqlite.RawRow;

/** The client certificates of a backup, read as they are stored. */
final class BackupCertificates {

    private final StoredRows stored;
    private final BackupCoverage coverage;

    BackupCertificates(StoredRows stored, BackupCoverage coverage) {
        this.stored = stored;
        this.coverage = coverage;
    }

    /** In the order of logins, then of fingerprints. */
    JsonArrayBuilder write() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        List<RawRow> rows = stored.of("certificates").stream()
                .sorted(Comparator.comparing((RawRow row) -> row.text("login"))
                        .thenComparing(row -> row.text("fingerprint")))
                .toList();
        for (RawRow row : rows) {
            JsonObject json = Json.createObjectBuilder()
                    .add("fingerprint", row.text("fingerprint"))
                    .add("login", row.text("login"))
                    .add("enabled", row.holds("enabled", 1L))
                    .add("label", row.text("label"))
                    .build();
            if (coverage.cover(odd(row, json), "certificate " + row.text("fingerprint"), StoredRows.Key.of(row))) {
                array.add(json);
            }
        }
        return array;
    }

    private Optional<String> odd(RawRow row, JsonObject json) {
        if (!row.isText("fingerprint") || !row.isText("login") || !row.isText("label")) {
            return Optional.of("its fingerprint, login or label is no text");
        }
        String fingerprint = row.text("fingerprint");
        return BackupCoverage.spelled(Certificate.normalForm(fingerprint), fingerprint)
                .or(() -> coverage.refused("certificates", json));
    }
}
