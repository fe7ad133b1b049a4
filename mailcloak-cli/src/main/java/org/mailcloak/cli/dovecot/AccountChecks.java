package org.mailcloak.cli.dovecot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailcloak.cli.mailserver.Finding;
import org.mailcloak.decision.site.DeliverTo;

/**
 * Whether Dovecot knows the accounts that Mailcloak knows. If not, Mailcloak accepts mail that Dovecot sends back, and
 * Dovecot lets logins pass that Mailcloak takes for those of other accounts.
 */
final class AccountChecks {

    private static final String SHIPPED_FILE = "dovecot-users-sql.conf.ext";
    private static final String SAMPLE = "docs/configs/dovecot-2.3.conf";

    private static final Pattern USERS = Pattern.compile("(?i)\\b(?:from|join)\\s+users\\b");

    /** Columns and tables that the shipped queries name. */
    private static final Pattern SHIPPED_QUERY =
            Pattern.compile("\\b(?:password_hash|secret_hash|published_settings)\\b");

    private final DovecotBlock configuration;
    private final DeliveryRules rules;
    private final List<Finding> findings = new ArrayList<>();

    AccountChecks(DovecotBlock configuration, DeliveryRules rules) {
        this.configuration = configuration;
        this.rules = rules;
    }

    List<Finding> findings() {
        configuration.all("passdb").forEach(this::passdb);
        configuration.all("userdb").forEach(this::userdb);
        mailboxes();
        return findings;
    }

    private void passdb(DovecotBlock passdb) {
        database(passdb);
        if (!rules.local() && hasLocalUsers(passdb)) {
            findings.add(Finding.unchecked(
                    place(passdb),
                    "has the users of Mailcloak's own database, and idp.provider is " + rules.provider()
                            + ": a password of that database still logs in, and Mailcloak takes the name for an account of "
                            + rules.provider(),
                    "take it out, and let logins be verified where the accounts are; see " + SAMPLE));
        }
    }

    private void userdb(DovecotBlock userdb) {
        database(userdb);
        if (!rules.local() && hasLocalUsers(userdb)) {
            findings.add(Finding.stopped(
                    place(userdb),
                    "has the users of Mailcloak's own database, and idp.provider is " + rules.provider()
                            + ": mail for its accounts is accepted, and comes back as 550 5.1.1 User doesn't exist",
                    "take it out, and take the userdb for accounts elsewhere from " + SAMPLE
                            + ", with policy.deliver_to: login"));
        }
        if (userdb.takesEveryName() && rules.deliverTo() == DeliverTo.ADDRESS) {
            findings.add(Finding.warning(
                    place(userdb),
                    "names a mailbox after the recipient, and policy.deliver_to is address: mail for an address that is not made"
                            + " of its account's login lies in a mailbox that no account opens",
                    rules.local()
                            ? "the userdb with " + SHIPPED_FILE + " of " + SAMPLE
                            : "policy.deliver_to: login, and the map alias in Postfix's virtual_alias_maps"));
        }
    }

    /** LMTP asks a userdb who has a mailbox; prefetch only knows what a login has just brought. */
    private void mailboxes() {
        List<DovecotBlock> userdbs = configuration.all("userdb").toList();
        boolean isPrefetchOnly = !userdbs.isEmpty()
                && userdbs.stream().allMatch(userdb -> userdb.driver().equals("prefetch"));
        if (isPrefetchOnly && configuration.hasProtocol("lmtp")) {
            findings.add(Finding.stopped(
                    "userdb prefetch",
                    "is the only one, and knows no mailbox before a login: mail is accepted, and comes back from LMTP",
                    "a userdb that knows the accounts of " + rules.provider() + ", behind it; see " + SAMPLE));
        }
    }

    /** Of a query like the shipped ones: it asks the database that Mailcloak writes, or knows other accounts. */
    private void database(DovecotBlock block) {
        Optional<Path> named = database(text(block), block);
        if (SHIPPED_QUERY.matcher(text(block)).find()
                && named.filter(path -> !isOurs(path)).isPresent()) {
            findings.add(Finding.stopped(
                    place(block),
                    "asks the database " + named.orElseThrow() + ", Mailcloak's is " + ours()
                            + ": Dovecot knows other accounts",
                    "connect = " + ours()));
        }
    }

    /** A file that this user may not read is known by its name. */
    private boolean hasLocalUsers(DovecotBlock block) {
        String text = text(block);
        if (block.file().isEmpty() && block.value("args").endsWith("/" + SHIPPED_FILE)) {
            return true;
        }
        return USERS.matcher(text).find()
                && database(text, block).filter(this::isOurs).isPresent();
    }

    private boolean isOurs(Path path) {
        try {
            return path.equals(ours()) || (Files.exists(path) && Files.isSameFile(path, ours()));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private Path ours() {
        return rules.database().toAbsolutePath().normalize();
    }

    private Optional<Path> database(String text, DovecotBlock block) {
        return Optional.of(DovecotBlock.parse(text).value("connect", "sqlite_path"))
                .map(path -> path.isEmpty() ? block.value("sqlite_path") : path)
                .map(path -> path.isEmpty() ? configuration.value("sqlite_path") : path)
                .filter(path -> path.startsWith("/"))
                .map(path -> Path.of(path).normalize());
    }

    private static String text(DovecotBlock block) {
        return String.join("\n", block.settings().values()) + "\n"
                + block.file().orElse("");
    }

    private static String place(DovecotBlock block) {
        return block.type() + " " + block.driver();
    }
}
