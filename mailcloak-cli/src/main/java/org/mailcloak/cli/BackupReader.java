package org.mailcloak.cli;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.idp.AccountState;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.store.AliasAddress;

/** Reads what {@link BackupWriter} wrote, or what somebody made of it. Finds everything that is wrong. */
final class BackupReader {

    private static final Pattern HASH = Pattern.compile("\\{[A-Za-z0-9._-]+}\\S+");
    private static final EmailAddress NO_ADDRESS = new EmailAddress("-", new MailDomain("invalid"));

    private final List<String> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<MailDomain> domains;

    /** @param existing the domains that the database has already */
    BackupReader(Set<MailDomain> existing) {
        this.domains = new HashSet<>(existing);
    }

    /** @throws RefusedException with all problems */
    Backup read(JsonObject document) {
        Fields root = new Fields("", document, problems);
        root.version(BackupWriter.FORMAT, BackupWriter.VERSION);
        Backup backup = new Backup(
                root.rows("domains").stream().map(this::domain).toList(),
                root.rows("aliases").stream().map(this::alias).toList(),
                root.rows("apps").stream().map(this::app).toList(),
                root.rows("users").stream().map(this::user).toList(),
                root.optionalRows("groups").stream().map(this::group).toList());
        root.end();
        if (!problems.isEmpty()) {
            problems.add("nothing was changed");
            throw RefusedException.refused(String.join("\n", problems));
        }
        return backup;
    }

    private Backup.Domain domain(Fields row) {
        String text = row.text("domain");
        Optional<MailDomain> name = MailDomain.parse(text);
        if (name.isEmpty()) {
            row.problem("domain", "'" + text + "' is not a mail domain");
        }
        name.ifPresent(domains::add);
        once(row, "domain", name.map(MailDomain::name).orElse(text));
        boolean enabled = row.flag("enabled");
        row.end();
        return new Backup.Domain(name.orElse(NO_ADDRESS.domain()), enabled);
    }

    private Backup.AliasRow alias(Fields row) {
        String text = row.text("alias");
        AliasAddress address =
                text.startsWith("@") ? catchAll(row, text) : AliasAddress.of(address(row, "alias", text));
        boolean readable = !address.domain().equals(NO_ADDRESS.domain());
        if (readable && !domains.contains(address.domain())) {
            row.problem("alias", "the domain " + address.domain() + " is neither in the file nor in the database");
        }
        if (address.localPart().indexOf('@') >= 0) {
            row.problem("alias", "'" + address + "' has an @ before its last one");
        }
        if (readable) {
            once(row, "alias", address.toString());
        }
        String login = name(row, "user");
        List<String> also = row.optionalTexts("also");
        boolean enabled = row.flag("enabled");
        row.end();
        return new Backup.AliasRow(address, login, also, enabled);
    }

    private static AliasAddress catchAll(Fields row, String text) {
        Optional<AliasAddress> address = AliasAddress.parse(text);
        if (address.isEmpty()) {
            row.problem("alias", "'" + text + "' is not a mail address, nor @ and a domain");
        }
        return address.orElse(AliasAddress.of(NO_ADDRESS));
    }

    private Backup.AppRow app(Fields row) {
        String id = name(row, "id");
        once(row, "id", id);
        boolean enabled = row.flag("enabled");
        String hash = hash(row, "secret_hash", row.text("secret_hash"));
        List<Backup.SenderRow> senders =
                row.rows("senders").stream().map(this::sender).toList();
        row.end();
        return new Backup.AppRow(id, enabled, hash, senders);
    }

    private Backup.SenderRow sender(Fields row) {
        EmailAddress address = address(row, "address", row.text("address"));
        boolean enabled = row.flag("enabled");
        row.end();
        return new Backup.SenderRow(address, enabled);
    }

    private Backup.User user(Fields row) {
        String login = name(row, "login");
        once(row, "login", login.toLowerCase(Locale.ROOT));
        Optional<EmailAddress> primary =
                row.optionalText("primary_address").map(text -> address(row, "primary_address", text));
        List<EmailAddress> also = row.texts("also").stream()
                .map(text -> address(row, "also", text))
                .toList();
        AccountState state = state(row, row.text("state"));
        Optional<String> hash = row.optionalText("password_hash").map(text -> hash(row, "password_hash", text));
        row.end();
        return new Backup.User(login, primary, also, state, hash);
    }

    private Backup.Group group(Fields row) {
        String name = name(row, "name");
        once(row, "name", "group " + name.toLowerCase(Locale.ROOT));
        Optional<EmailAddress> address = row.optionalText("address").map(text -> address(row, "address", text));
        Backup.Group group = new Backup.Group(
                name,
                address,
                word(row, "posting", MailGroup.Posting.values(), MailGroup.Posting.SENDERS),
                row.texts("senders"),
                word(row, "send_as", MailGroup.SendAs.values(), MailGroup.SendAs.NONE),
                row.texts("members"),
                row.texts("groups"));
        row.end();
        return group;
    }

    private static <E extends Enum<E>> E word(Fields row, String key, E[] values, E ifWrong) {
        String text = row.text(key);
        for (E value : values) {
            if (GroupText.word(value).equals(text)) {
                return value;
            }
        }
        row.problem(
                key,
                "expected "
                        + Arrays.stream(values).map(GroupText::word).collect(Collectors.joining(" or ")) + ", found '"
                        + text + "'");
        return ifWrong;
    }

    private static AccountState state(Fields row, String text) {
        for (AccountState state : AccountState.values()) {
            if (UserText.state(state).equals(text)) {
                return state;
            }
        }
        row.problem("state", "expected active, send-blocked or disabled, found '" + text + "'");
        return AccountState.DISABLED;
    }

    /** Quotes would be lost, and the address with them, when it is read from the database again. */
    private static EmailAddress address(Fields row, String key, String text) {
        Optional<EmailAddress> address = EmailAddress.parse(text)
                .filter(read -> EmailAddress.parse(read.toString()).equals(Optional.of(read)));
        if (address.isEmpty()) {
            row.problem(key, "'" + text + "' is not a mail address");
        }
        return address.orElse(NO_ADDRESS);
    }

    private static String name(Fields row, String key) {
        String text = row.text(key);
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            row.problem(key, "expected a name without control characters");
        }
        return text;
    }

    private static String hash(Fields row, String key, String text) {
        if (!HASH.matcher(text).matches()) {
            row.problem(key, "expected a password hash that starts with its scheme, such as {ARGON2ID}");
        }
        return text;
    }

    private void once(Fields row, String key, String value) {
        if (!seen.add(key + " " + value)) {
            row.problem(key, "'" + value + "' stands there twice");
        }
    }
}
