package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.sqlite.RawRow;

/**
 * The groups of a backup, read as they are stored. What is in a group is written with it if it is regular and what it refers to
 * is: one row that import would refuse costs neither the group nor the others in it.
 */
final class BackupGroups {

    /** A table of what groups hold, and the key of the list in the document. */
    private enum Content {
        SENDERS("user_group_senders", "sender", "senders"),
        MEMBERS("user_group_members", "login", "members"),
        SUBGROUPS("user_group_subgroups", "subgroup", "groups"),
        CONTACTS("user_group_contacts", "address", "contacts");

        private final String table;
        private final String column;
        private final String part;

        Content(String table, String column, String part) {
            this.table = table;
            this.column = column;
            this.part = part;
        }
    }

    private final StoredRows stored;
    private final BackupCoverage coverage;
    private final Map<StoredRows.Key, List<RawRow>> contents = new HashMap<>();
    private final Set<EmailAddress> shared = new HashSet<>();

    /** @param coverage of the users too */
    BackupGroups(StoredRows stored, BackupCoverage coverage) {
        this.stored = stored;
        this.coverage = coverage;
        for (Content content : Content.values()) {
            stored.of(content.table)
                    .forEach(row -> contents.computeIfAbsent(
                                    StoredRows.Key.of(content.table, row.text("group_name")), key -> new ArrayList<>())
                            .add(row));
        }
        Set<EmailAddress> seen = new HashSet<>();
        stored.of("user_groups").stream()
                .flatMap(row -> EmailAddress.parse(row.text("address")).stream())
                .filter(address -> !seen.add(address))
                .forEach(shared::add);
    }

    JsonArrayBuilder write() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        // Which groups are regular has to be known before the groups in them are looked at.
        List<RawRow> regular =
                stored.of("user_groups").stream().filter(this::isRegular).toList();
        regular.forEach(group -> array.add(json(group, content -> list(group, content))));
        return array;
    }

    private boolean isRegular(RawRow group) {
        String name = group.text("group_name");
        return coverage.cover(odd(group, name), "group " + name, StoredRows.Key.of(group));
    }

    private Optional<String> odd(RawRow group, String name) {
        if (!group.isText("group_name")) {
            return Optional.of("its name is no text");
        }
        Optional<EmailAddress> address = EmailAddress.parse(group.text("address"));
        if (!group.holds("address", null) && address.isEmpty()) {
            return Optional.of("its address is not valid");
        }
        if (address.filter(shared::contains).isPresent()) {
            return Optional.of("another group has its address");
        }
        String lower = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return BackupCoverage.spelled(Optional.of(Normalizer.normalize(lower, Normalizer.Form.NFC)), name)
                .or(() -> BackupCoverage.spelled(address.map(EmailAddress::toString), group.text("address")))
                .or(() -> coverage.refused("groups", json(group, content -> Json.createArrayBuilder())));
    }

    private static JsonObject json(RawRow group, Function<Content, JsonArrayBuilder> lists) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("name", group.text("group_name"));
        if (!group.holds("address", null)) {
            json.add("address", group.text("address"));
        }
        json.add("posting", group.text("posting"));
        json.add(Content.SENDERS.part, lists.apply(Content.SENDERS));
        json.add("send_as", group.text("send_as"));
        json.add(Content.MEMBERS.part, lists.apply(Content.MEMBERS));
        json.add(Content.SUBGROUPS.part, lists.apply(Content.SUBGROUPS));
        return json.add(Content.CONTACTS.part, lists.apply(Content.CONTACTS)).build();
    }

    private JsonArrayBuilder list(RawRow group, Content content) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        String name = group.text("group_name");
        for (RawRow row : contents.getOrDefault(StoredRows.Key.of(content.table, name), List.of())) {
            String text = row.text(content.column);
            String what = content.column + " " + text + " of group " + name;
            if (coverage.cover(odd(group, content, row), what, StoredRows.Key.of(row))) {
                array.add(text);
            }
        }
        return array;
    }

    private Optional<String> odd(RawRow group, Content content, RawRow row) {
        if (!row.isText(content.column)) {
            return Optional.of("it is no text");
        }
        String text = row.text(content.column);
        return switch (content) {
            case MEMBERS -> refers(row, StoredRows.Key.of("users", text));
            case SUBGROUPS -> refers(row, StoredRows.Key.of("user_groups", text));
            case SENDERS -> refused(group, content, text);
            case CONTACTS ->
                BackupCoverage.spelled(EmailAddress.parse(text).map(EmailAddress::toString), text)
                        .or(() -> refused(group, content, text));
        };
    }

    private Optional<String> refers(RawRow row, StoredRows.Key other) {
        if (coverage.covers(other)) {
            return Optional.empty();
        }
        boolean reported = stored.isRefused(row) || stored.find(other).isPresent();
        return Optional.of(reported ? BackupCoverage.OTHER_ROW : BackupCoverage.SPELLING);
    }

    private Optional<String> refused(RawRow group, Content content, String text) {
        return coverage.refused(
                "groups",
                json(group, each -> each == content ? Json.createArrayBuilder().add(text) : Json.createArrayBuilder()));
    }
}
