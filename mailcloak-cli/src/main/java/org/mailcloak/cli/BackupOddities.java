package org.mailcloak.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.decision.AliasLoopDetector;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.App;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;
import org.mailcloak.store.sqlite.LocalUser;
import org.mailcloak.store.sqlite.RawRow;
import org.mailcloak.store.sqlite.RawRows;
import org.mailcloak.store.sqlite.SqliteMailStore;

/**
 * Finds the rows that {@code import} would refuse or write otherwise than they are stored: the older program and others
 * store anything. What is asked about and found regular is covered by the readable part of a backup; every other row is
 * written as it is stored.
 */
final class BackupOddities {

    /** No oddity by itself, and often many: reported as a number. */
    private static final String SPELLING = "it is spelled otherwise than Mailcloak spells it";

    /** Tables whose rows have the key of the row that they belong to. */
    private static final Set<String> RELATED =
            Set.of("domain_aliases", "unknown_hosts", "alias_accounts", "alias_expiry", "user_addresses");

    private final AliasLoopDetector loops;
    private final Map<String, List<RawRow>> tables = new LinkedHashMap<>();
    private final Map<String, RawRow> rows = new HashMap<>();
    private final Map<String, String> standsFor = new HashMap<>();
    private final Map<String, List<String>> addresses = new HashMap<>();
    private final Set<String> covered = new HashSet<>();
    private final Set<MailDomain> domains = new HashSet<>();
    private final List<String> reasons = new ArrayList<>();
    private int spellings;

    BackupOddities(SqliteMailStore store) {
        this.loops = new AliasLoopDetector(store);
        for (String table : RawRows.TABLES) {
            List<RawRow> read = store.rawRows().read(table);
            tables.put(table, read);
            read.stream().filter(row -> !RELATED.contains(table)).forEach(row -> rows.put(key(row), row));
        }
        tables("domain_aliases").forEach(row -> standsFor.put(row.text("domain_name"), row.text("target_domain")));
        tables("user_addresses")
                .forEach(row -> addresses
                        .computeIfAbsent(row.text("login").toLowerCase(Locale.ROOT), login -> new ArrayList<>())
                        .add(row.text("address")));
    }

    boolean isRegular(LocalDomain domain, JsonObject json, List<LocalDomain> all) {
        Optional<MailDomain> name = MailDomain.parse(domain.name());
        Optional<String> odd = stored("domains", domain.name(), domain.enabled())
                .or(() -> spelled(name.map(MailDomain::name), domain.name()))
                .or(() -> domain.aliasOf().flatMap(target -> wrongTarget(domain, target, all)))
                .or(() -> refused("domains", json));
        name.filter(regular -> odd.isEmpty()).ifPresent(domains::add);
        return cover(odd, "domain " + domain.name(), "domains", domain.name());
    }

    boolean isRegular(Alias alias, JsonObject json) {
        Optional<AliasAddress> address = AliasAddress.parse(alias.address());
        Optional<String> odd = stored("aliases", alias.address(), alias.enabled())
                .or(() -> targets(alias))
                .or(() -> spelled(address.map(AliasAddress::toString), alias.address()))
                .or(() -> refused("aliases", json))
                .or(() -> address.flatMap(this::wrongDomain))
                .or(() -> address.flatMap(loops::wrongWith));
        return cover(odd, "alias " + alias.address(), "aliases", alias.address());
    }

    boolean isRegular(App app, JsonObject json) {
        Optional<String> odd = stored("apps", app.id(), app.enabled()).or(() -> refused("apps", json));
        return cover(odd, "application " + app.id(), "apps", app.id());
    }

    /** Whether it is written with its application. */
    boolean isRegular(App app, App.Sender sender) {
        String key = app.id() + "\n" + sender.spelling();
        Optional<String> odd = stored("app_from", key, sender.enabled())
                .or(() -> sender.address().isPresent() ? Optional.empty() : Optional.of("it is no address"))
                .or(() -> spelled(sender.address().map(EmailAddress::toString), sender.spelling()))
                .or(() -> sender.enabled() ? Optional.empty() : Optional.of("it is disabled"));
        return cover(odd, "sender " + sender.spelling() + " of application " + app.id(), "app_from", key);
    }

    boolean isRegular(LocalUser user, JsonObject json) {
        RawRow row = rows.get("users\n" + user.login());
        Set<String> written =
                user.moreAddresses().stream().map(EmailAddress::toString).collect(Collectors.toSet());
        List<String> stored = addresses.getOrDefault(user.login().toLowerCase(Locale.ROOT), List.of());
        Optional<String> login = Optional.of(
                Normalizer.normalize(user.login(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
        Optional<String> odd = row == null
                        || !row.holds(
                                "primary_address",
                                user.primaryAddress()
                                        .map(EmailAddress::toString)
                                        .orElse(null))
                        || !written.equals(Set.copyOf(stored))
                ? Optional.of("an address is not valid, or is spelled otherwise than Mailcloak spells it")
                : spelled(login, user.login()).or(() -> refused("users", json));
        return cover(odd, "user " + user.login(), "users", user.login());
    }

    /** Every row that was not found regular, and those that belong to it. */
    List<RawRow> verbatim() {
        return tables.values().stream()
                .flatMap(List::stream)
                .filter(BackupOddities::hasKeys)
                .filter(row -> !covered.contains(owner(row))
                        || (row.table().equals("app_from") && !covered.contains("apps\n" + row.text("app_id"))))
                .toList();
    }

    /** Rows that are in no part of the backup, one line each: no look-up finds them, and no import could. */
    List<String> leftOut() {
        return tables.values().stream()
                .flatMap(List::stream)
                .filter(row -> !hasKeys(row))
                .map(row -> VerbatimRows.describe(row) + " was left out: it has no key")
                .toList();
    }

    private static boolean hasKeys(RawRow row) {
        return RawRows.keys(row.table()).stream().noneMatch(key -> row.holds(key, null));
    }

    /** One line each. */
    List<String> reasons() {
        List<String> lines = new ArrayList<>(reasons);
        if (spellings > 0) {
            lines.add(Counted.of(spellings, "row is", "rows are")
                    + " written as stored, being spelled otherwise than Mailcloak spells them");
        }
        return lines;
    }

    private List<RawRow> tables(String table) {
        return tables.getOrDefault(table, List.of());
    }

    /** @return whether the row is regular, and the first that is asked about under its key */
    private boolean cover(Optional<String> odd, String what, String table, String key) {
        if (odd.isEmpty()) {
            return covered.add(table + "\n" + key);
        }
        if (odd.get().equals(SPELLING)) {
            spellings++;
        } else {
            reasons.add(what + " is written as it is stored: " + odd.get());
        }
        return false;
    }

    private Optional<String> stored(String table, String key, boolean enabled) {
        RawRow row = rows.get(table + "\n" + key);
        return row == null || !row.holds("enabled", enabled ? 1L : 0L)
                ? Optional.of("its key is no text, or enabled is neither 0 nor 1")
                : Optional.empty();
    }

    private static Optional<String> spelled(Optional<String> normal, String stored) {
        return normal.isEmpty() || normal.get().equals(stored) ? Optional.empty() : Optional.of(SPELLING);
    }

    private Optional<String> targets(Alias alias) {
        RawRow row = rows.get("aliases\n" + alias.address());
        boolean texts = row != null
                && row.holds("target_user", alias.login())
                && alias.also().stream()
                        .allMatch(target -> rows.containsKey("alias_targets\n" + alias.address() + "\n" + target));
        if (!texts || alias.also().contains(alias.login())) {
            return Optional.of("a target is no text, or is there twice");
        }
        try {
            Alias.checkTargets(alias.login(), alias.also());
            return Optional.empty();
        } catch (StoreException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private Optional<String> wrongDomain(AliasAddress alias) {
        RawRow row = rows.get("aliases\n" + alias);
        if (row == null || !row.holds("alias_domain_name", alias.domain().name())) {
            return Optional.of("its domain is spelled otherwise than its address");
        }
        return Optional.ofNullable(standsFor.get(alias.domain().name()))
                .map(target -> "its domain stands for " + target);
    }

    private Optional<String> wrongTarget(LocalDomain domain, String target, List<LocalDomain> all) {
        boolean own = all.stream()
                .anyMatch(row -> row.name().equals(target)
                        && row.aliasOf().isEmpty()
                        && MailDomain.parse(target)
                                .map(MailDomain::name)
                                .filter(target::equals)
                                .isPresent());
        boolean hasAliases = tables("aliases").stream().anyMatch(row -> row.holds("alias_domain_name", domain.name()));
        return own && !hasAliases
                ? Optional.empty()
                : Optional.of("it stands for " + target + ", which is no domain of its own, or it has aliases");
    }

    /** What import says of a document with this row alone. */
    private Optional<String> refused(String part, JsonObject row) {
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

    private static String key(RawRow row) {
        return switch (row.table()) {
            case "alias_targets" -> owner(row).replaceFirst("^aliases", "alias_targets") + "\n" + row.text("target");
            default -> owner(row);
        };
    }

    /** The table and key of the row that it belongs to, itself for most. */
    private static String owner(RawRow row) {
        return switch (row.table()) {
            case "domains", "domain_aliases", "unknown_hosts" -> "domains\n" + row.text("domain_name");
            case "aliases", "alias_targets", "alias_accounts", "alias_expiry" -> "aliases\n" + row.text("alias_email");
            case "apps" -> "apps\n" + row.text("app_id");
            case "app_from" -> "app_from\n" + row.text("app_id") + "\n" + row.text("from_addr");
            default -> "users\n" + row.text("login");
        };
    }
}
