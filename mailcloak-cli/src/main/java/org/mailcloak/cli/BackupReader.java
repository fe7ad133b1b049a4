package org.mailcloak.cli;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.administration.AddressInput;
import org.mailcloak.administration.AliasTarget;
import org.mailcloak.administration.DomainInput;
import org.mailcloak.administration.FingerprintInput;
import org.mailcloak.administration.LoginInput;
import org.mailcloak.administration.Parsed;
import org.mailcloak.administration.TargetInput;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBindings;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

/** A reader of what {@code BackupWriter} wrote, edited or not. Finds everything that is wrong, the first hundred mistakes. */
final class BackupReader {

    private static final Pattern HASH = Pattern.compile("\\{[A-Za-z0-9._-]+}\\S+");
    private static final EmailAddress NO_ADDRESS = new EmailAddress("-", new MailDomain("invalid"));

    private final ImportProblems problems = new ImportProblems();
    private final Set<String> seen = new HashSet<>();
    private final Set<MailDomain> domains;

    /** @param existing the domains that the database has already */
    BackupReader(Set<MailDomain> existing) {
        this.domains = new HashSet<>(existing);
    }

    /** @throws CommandException with all problems */
    Backup read(JsonObject document) {
        JsonFieldReader root = new JsonFieldReader("", document, problems);
        root.version(BackupFormat.FORMAT, BackupFormat.VERSION);
        Backup backup = new Backup(
                root.rows("domains", this::domain),
                root.rows("aliases", this::alias),
                root.rows("apps", this::app),
                root.rows("users", this::user),
                root.optionalRows("groups", this::group),
                root.optionalRows("certificates", this::certificate));
        root.end();
        problems.refuseIfAny();
        return backup;
    }

    private Backup.Domain domain(JsonFieldReader row) {
        MailDomain name = read(row, "domain", DomainInput.parse(row.text("domain")), NO_ADDRESS.domain());
        domains.add(name);
        once(row, "domain", name.name());
        boolean enabled = row.flag("enabled");
        Optional<MailDomain> aliasOf = row.optionalText("alias_of")
                .map(text -> read(row, "alias_of", DomainInput.parse(text), NO_ADDRESS.domain()));
        Optional<String> unknownHost = row.optionalText("unknown_host");
        unknownHost.ifPresent(host -> storable(row, "unknown_host", () -> LocalDomain.checkNextHop(name, host)));
        row.end();
        return new Backup.Domain(name, enabled, aliasOf, unknownHost);
    }

    private Backup.AliasRow alias(JsonFieldReader row) {
        AliasAddress address =
                read(row, "alias", AddressInput.parseAlias(row.text("alias")), AliasAddress.of(NO_ADDRESS));
        boolean readable = !address.domain().equals(NO_ADDRESS.domain());
        if (readable && !domains.contains(address.domain())) {
            row.problem("alias", "the domain " + address.domain() + " is neither in the file nor in the database");
        }
        if (readable) {
            once(row, "alias", address.toString());
        }
        String login = target(row, "user", row.text("user"));
        List<String> also = row.optionalTexts("also").stream()
                .map(text -> target(row, "also", text))
                .toList();
        boolean enabled = row.flag("enabled");
        Optional<Instant> end = row.optionalText("expires_at").flatMap(text -> instant(row, text));
        Map<String, String> accounts = row.optionalTextMap("accounts");
        accounts.values().forEach(id -> storable(row, "accounts", () -> AliasBindings.checkAccountId(id)));
        row.end();
        return new Backup.AliasRow(address, login, also, enabled, end, accounts);
    }

    private static String target(JsonFieldReader row, String key, String text) {
        return TargetInput.parse(text).fold(AliasTarget::text, refusal -> {
            row.problem(key, refusal.message());
            return text;
        });
    }

    private static Optional<Instant> instant(JsonFieldReader row, String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notReadable) {
            row.problem("expires_at", "expected a time such as 2027-01-31T18:00:00Z, found '" + text + "'");
            return Optional.empty();
        }
    }

    private Certificate certificate(JsonFieldReader row) {
        String fingerprint = read(row, "fingerprint", FingerprintInput.parse(row.text("fingerprint")), "-");
        once(row, "fingerprint", fingerprint);
        String login = name(row, "login");
        boolean enabled = row.flag("enabled");
        String label = row.optionalText("label").orElse("");
        if (hasControls(label)) {
            row.problem("label", "expected a text without control characters, found '" + label + "'");
        }
        row.end();
        return new Certificate(fingerprint, login.isBlank() ? "-" : login, label, enabled);
    }

    private static <T> T read(JsonFieldReader row, String key, Parsed<T> parsed, T ifWrong) {
        return parsed.fold(value -> value, refusal -> {
            row.problem(key, refusal.message());
            return ifWrong;
        });
    }

    private Backup.AppRow app(JsonFieldReader row) {
        String id = name(row, "id");
        once(row, "id", id);
        boolean enabled = row.flag("enabled");
        String hash = hash(row, "secret_hash", row.text("secret_hash"));
        List<Backup.SenderRow> senders = row.rows("senders", this::sender);
        row.end();
        return new Backup.AppRow(id, enabled, hash, senders);
    }

    private Backup.SenderRow sender(JsonFieldReader row) {
        EmailAddress address = address(row, "address", row.text("address"));
        boolean enabled = row.flag("enabled");
        row.end();
        return new Backup.SenderRow(address, enabled);
    }

    private Backup.User user(JsonFieldReader row) {
        String login = name(row, "login");
        once(row, "login", login.toLowerCase(Locale.ROOT));
        Optional<String> id = row.optionalText("id");
        id.ifPresent(text -> userId(row, text));
        Optional<EmailAddress> primary =
                row.optionalText("primary_address").map(text -> address(row, "primary_address", text));
        List<EmailAddress> also = row.texts("also").stream()
                .map(text -> address(row, "also", text))
                .toList();
        AccountState state = state(row, row.text("state"));
        AccountScope scope =
                row.optionalText("scope").map(text -> scope(row, text)).orElse(AccountScope.ANYWHERE);
        Optional<String> hash = row.optionalText("password_hash").map(text -> hash(row, "password_hash", text));
        row.end();
        return new Backup.User(login, id, primary, also, state, scope, hash);
    }

    /** A look-up of an account without an id fails, and the mail for it with it. */
    private void userId(JsonFieldReader row, String id) {
        if (id.isBlank() || hasControls(id)) {
            row.problem("id", "expected an id without control characters, such as a UUID, found '" + id + "'");
        } else if (!seen.add("id of a user " + id)) {
            row.problem("id", "'" + id + "' is that of another user in the file");
        }
    }

    private Backup.Group group(JsonFieldReader row) {
        String name = name(row, "name");
        once(row, "name", "group " + name.toLowerCase(Locale.ROOT));
        Optional<EmailAddress> address = row.optionalText("address").map(text -> address(row, "address", text));
        Backup.Group group = new Backup.Group(
                name,
                address,
                word(row, "posting", MailGroup.Posting.values(), MailGroup.Posting.SENDERS),
                names(row, "senders"),
                word(row, "send_as", MailGroup.SendAs.values(), MailGroup.SendAs.NONE),
                names(row, "members"),
                names(row, "groups"),
                row.optionalTexts("contacts").stream()
                        .map(text -> address(row, "contacts", text))
                        .toList());
        row.end();
        return group;
    }

    private static <E extends Enum<E>> E word(JsonFieldReader row, String key, E[] values, E ifWrong) {
        String text = row.text(key);
        for (E value : values) {
            if (GroupView.word(value).equals(text)) {
                return value;
            }
        }
        row.problem(
                key,
                "expected "
                        + Arrays.stream(values).map(GroupView::word).collect(Collectors.joining(" or ")) + ", found '"
                        + text + "'");
        return ifWrong;
    }

    private static AccountScope scope(JsonFieldReader row, String text) {
        for (AccountScope scope : AccountScope.values()) {
            if (ScopeWords.word(scope).equals(text)) {
                return scope;
            }
        }
        row.problem("scope", "expected " + String.join(" or ", new ScopeWords()) + ", found '" + text + "'");
        return AccountScope.LOCAL_ONLY;
    }

    private static AccountState state(JsonFieldReader row, String text) {
        for (AccountState state : AccountState.values()) {
            if (UserView.state(state).equals(text)) {
                return state;
            }
        }
        row.problem("state", "expected active, send-blocked or disabled, found '" + text + "'");
        return AccountState.DISABLED;
    }

    private static EmailAddress address(JsonFieldReader row, String key, String text) {
        return read(row, key, AddressInput.parse(text), NO_ADDRESS);
    }

    private static String name(JsonFieldReader row, String key) {
        String text = row.text(key);
        return read(row, key, LoginInput.parse(text), text);
    }

    /** Names of other rows, and addresses: only what no row can be called is a mistake. */
    private static List<String> names(JsonFieldReader row, String key) {
        List<String> names = row.texts(key);
        names.stream()
                .filter(name -> name.isBlank() || hasControls(name))
                .forEach(name -> row.problem(key, "expected names without control characters, found '" + name + "'"));
        return names;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Says with the place what the store would say without it. */
    private static void storable(JsonFieldReader row, String key, Runnable check) {
        try {
            check.run();
        } catch (StoreException refused) {
            row.problem(key, String.valueOf(refused.getMessage()));
        }
    }

    private static String hash(JsonFieldReader row, String key, String text) {
        if (!HASH.matcher(text).matches()) {
            row.problem(key, "expected a password hash that starts with its scheme, such as {ARGON2ID}");
        }
        return text;
    }

    private void once(JsonFieldReader row, String key, String value) {
        if (!seen.add(key + " " + value)) {
            row.problem(key, "'" + value + "' stands there twice");
        }
    }
}
