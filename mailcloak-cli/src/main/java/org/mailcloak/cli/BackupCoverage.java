package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.sqlite.RawRow;
import org.mailcloak.store.sqlite.RawRows;

/**
 * What of a database the readable part of a backup covers, and what is written as it is stored instead: every row that was not
 * found regular, so that a row that was not asked about is not lost.
 */
final class BackupCoverage {

    /** No oddity by itself, and often many: reported as a number. */
    static final String SPELLING = "it is spelled otherwise than Mailcloak spells it";

    /** What is odd is another row, which is reported. */
    static final String OTHER_ROW = "";

    private final StoredRows stored;
    private final Set<StoredRows.Key> covered = new HashSet<>();
    private final Set<MailDomain> domains = new HashSet<>();
    private final List<String> reasons = new ArrayList<>();
    private int spellings;

    BackupCoverage(StoredRows stored) {
        this.stored = stored;
    }

    /** Notes a domain that the readable part has, and aliases may be in. */
    void add(MailDomain domain) {
        domains.add(domain);
    }

    /**
     * Notes what was found of a row.
     *
     * @param odd why import would not write it as it is
     * @param what the row, in words
     * @return whether the row is regular, and the first that is asked about under its key
     */
    boolean cover(Optional<String> odd, String what, StoredRows.Key key) {
        if (odd.isEmpty()) {
            return covered.add(key);
        }
        if (odd.get().equals(SPELLING)) {
            spellings++;
        } else if (!odd.get().equals(OTHER_ROW)) {
            reasons.add(what + " is written as it is stored: " + odd.get());
        }
        return false;
    }

    boolean covers(StoredRows.Key key) {
        return covered.contains(key);
    }

    static Optional<String> spelled(Optional<String> normal, String text) {
        return normal.isEmpty() || normal.get().equals(text) ? Optional.empty() : Optional.of(SPELLING);
    }

    /** What import says of a document with this row alone. */
    Optional<String> refused(String part, JsonObject row) {
        JsonArrayBuilder none = Json.createArrayBuilder();
        JsonObject document = Json.createObjectBuilder()
                .add(BackupFormat.FORMAT, BackupFormat.VERSION)
                .add("domains", none)
                .add("aliases", none)
                .add("apps", none)
                .add("users", none)
                .add(part, Json.createArrayBuilder().add(row))
                .build();
        try {
            new BackupReader(domains).read(document);
            return Optional.empty();
        } catch (CommandException e) {
            return Optional.of(String.valueOf(e.getMessage())
                    .lines()
                    .findFirst()
                    .orElse("import refuses it")
                    .replaceFirst("^" + part + "\\[0]\\.", ""));
        }
    }

    /** Every row that was not found regular, and those that belong to it. */
    List<RawRow> verbatim() {
        return stored.all().stream()
                .filter(BackupCoverage::hasKeys)
                .filter(row -> !isReadable(StoredRows.Key.of(row)))
                .toList();
    }

    /** Rows that an import does not bring back, one line each. */
    List<String> leftOut() {
        List<String> lines = new ArrayList<>();
        for (RawRow row : stored.all()) {
            if (!hasKeys(row)) {
                lines.add(VerbatimRows.describe(row) + " was left out: it has no key");
            } else if (stored.isRefused(row)) {
                lines.add(VerbatimRows.describe(row) + " is written as it is stored, and import leaves it out: "
                        + (row.table().equals("aliases")
                                ? "its domain is not there, or not that of its address"
                                : "what it refers to is not there"));
            }
        }
        return lines;
    }

    /** Rows that are written as they are stored, one line each. */
    List<String> reasons() {
        List<String> lines = new ArrayList<>(reasons);
        if (spellings > 0) {
            lines.add(Counted.of(spellings, "row is", "rows are")
                    + " written as stored, being spelled otherwise than Mailcloak spells them");
        }
        return lines;
    }

    private boolean isReadable(StoredRows.Key key) {
        return covered.contains(key) && key.owner().map(covered::contains).orElse(true);
    }

    private static boolean hasKeys(RawRow row) {
        return RawRows.keys(row.table()).stream().noneMatch(key -> row.holds(key, null));
    }
}
