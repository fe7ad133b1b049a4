package org.mailcloak.store.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBindings;
import org.mailcloak.store.Aliases;
import org.mailcloak.store.App;
import org.mailcloak.store.Apps;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.Certificates;
import org.mailcloak.store.Domains;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.store.StoreException;

/**
 * The store in one SQLite database. Safe for many threads, and beside other processes on the same file, the older
 * {@code mailcloakctl} included.
 *
 * <p>Rows that another program wrote are found in any letter case or spelling; a row that holds no valid address or
 * domain matches nothing. If several rows spell one address, an enabled one wins, then the first in alphabetical order.
 */
public final class SqliteMailStore implements EditableMailStore {

    private final Database database;
    private final ChangeCounter changes;
    private final SqliteDomains domains;
    private final SqliteAliases aliases;
    private final SqliteApps apps;
    private final SqliteBindings bindings;
    private final SqliteCertificates certificates;
    private final PublishedSettings published;
    private final LocalUsers users;
    private final LocalGroups groups;

    private SqliteMailStore(Database database, ChangeCounter changes) {
        this.database = database;
        this.changes = changes;
        this.domains = new SqliteDomains(database);
        this.aliases = new SqliteAliases(database, Clock.systemUTC());
        this.apps = new SqliteApps(database);
        this.bindings = new SqliteBindings(database);
        this.certificates = new SqliteCertificates(database);
        this.published = new PublishedSettings(database);
        this.users = new LocalUsers(database);
        this.groups = new LocalGroups(database);
    }

    /**
     * Opens a database that is there. One of an older version is migrated in place, if this user may write it; a
     * read-only one that needs no migration is opened for reading, and every change is refused.
     *
     * @throws StoreException if the file is missing, damaged, newer than this program, or not one of ours. Nothing was
     *     changed then.
     */
    public static SqliteMailStore open(Path database) {
        return open(DatabaseFile.existing(database));
    }

    /**
     * For {@link #open(Path)} and for tests, which may run as a user whom no file mode holds back.
     *
     * <p>One connection stays open from the inspection until the store has its own. The process that closes the last
     * one locks the file for a moment and deletes the -wal file, and a look-up of Postfix or Dovecot in that moment
     * fails.
     */
    static SqliteMailStore open(DatabaseFile file) {
        try (Connection held =
                SqliteDataSources.reading(file.path(), file.access()).getConnection()) {
            Sql.query(held, "SELECT count(*) FROM sqlite_master", row -> row.getInt(1));
            file.bringUpToDate();
            return openCurrent(file);
        } catch (SQLException e) {
            throw SqlErrors.at(file.path(), e);
        }
    }

    private static SqliteMailStore openCurrent(DatabaseFile file) {
        Database database = Database.open(file.path(), file.access());
        boolean done = false;
        try {
            ChangeCounter changes = new ChangeCounter(file.path(), file.access(), new Replacement(database));
            changes.read();
            done = true;
            return new SqliteMailStore(database, changes);
        } finally {
            if (!done) {
                database.close();
            }
        }
    }

    /** A file that has taken the place of the database is treated as at the start: an older one is migrated. */
    private record Replacement(Database database) implements ChangeCounter.Owner {

        @Override
        public void replaced() {
            database.reopen();
        }

        @Override
        public void check(DatabaseFile file) {
            file.bringUpToDate();
            database.accept();
        }
    }

    /**
     * What {@link #initialise} would do; nothing is changed.
     *
     * @throws StoreException as {@link #open} does, but for a missing file
     */
    public static InitResult preview(Path database) {
        if (Files.notExists(database)) {
            return InitResult.CREATED;
        }
        return switch (DatabaseFile.existing(database).inspect()) {
            case EMPTY -> InitResult.CREATED;
            case LEGACY, OUTDATED -> InitResult.MIGRATED;
            case CURRENT -> InitResult.UP_TO_DATE;
        };
    }

    /**
     * Makes the database, or migrates one of an older version. The directory must be there.
     *
     * @throws StoreException as {@link #open} does, and if the file cannot be made
     */
    public static InitResult initialise(Path database) {
        return initialise(database, Set.of());
    }

    /**
     * As {@link #initialise(Path)}. Root makes it only where others cannot put another file in its place.
     *
     * @param users of the system that may write to its folder besides root: the one that the server will be
     */
    public static InitResult initialise(Path database, Set<String> users) {
        DatabaseFile file = DatabaseFile.existingOrNew(database, users);
        return switch (file.inspect()) {
            case EMPTY -> {
                DatabaseFolder.check(database, users);
                file.migrate();
                yield InitResult.CREATED;
            }
            case LEGACY, OUTDATED -> {
                file.migrate();
                yield InitResult.MIGRATED;
            }
            case CURRENT -> InitResult.UP_TO_DATE;
        };
    }

    /**
     * Makes one change of all that the calling thread does with this store within the task: other programs see all of it
     * or nothing.
     *
     * @param task may throw; then nothing is changed
     * @throws StoreException if the change cannot be made
     */
    public void atomically(Runnable task) {
        database.atomically(task);
    }

    @Override
    public Domains domains() {
        return domains;
    }

    @Override
    public Aliases aliases() {
        return aliases;
    }

    @Override
    public Apps apps() {
        return apps;
    }

    @Override
    public AliasBindings bindings() {
        return bindings;
    }

    @Override
    public Certificates certificates() {
        return certificates;
    }

    @Override
    public void publishRecipientDelimiter(String characters) {
        published.replace(
                "recipient_delimiter",
                characters.codePoints().mapToObj(Character::toString).toList());
    }

    /** Rows as they are stored, for a backup. */
    public RawRows rawRows() {
        return new RawRows(database);
    }

    /**
     * Runs the task: all that the calling thread reads of this store within it is of one instant, independent of what
     * other programs write meanwhile.
     */
    public <T> T consistently(Supplier<T> task) {
        return database.consistently(task);
    }

    /** The users of the embedded {@code local} provider. */
    public LocalUsers users() {
        return users;
    }

    /** The groups of the embedded {@code local} provider. */
    public LocalGroups groups() {
        return groups;
    }

    /** The hash as it is stored, for a backup; empty if there is no such application. */
    public Optional<String> appSecretHash(String id) {
        return apps.secretHash(id);
    }

    @Override
    public boolean isLocalDomain(MailDomain domain) {
        return domains.isLocal(domain);
    }

    @Override
    public Optional<MailDomain> firstLocalDomain() {
        return domains.first();
    }

    @Override
    public Optional<Alias> findAlias(EmailAddress address) {
        return aliases.find(AliasAddress.of(address));
    }

    @Override
    public Optional<Alias> findCatchAll(MailDomain domain) {
        return aliases.find(AliasAddress.catchAll(domain)).filter(Alias::enabled);
    }

    @Override
    public Optional<App> findApp(String id) {
        return apps.find(id);
    }

    @Override
    public List<String> findAppsBySender(EmailAddress sender) {
        return apps.findBySender(sender);
    }

    @Override
    public Optional<MailDomain> findDomainAlias(MailDomain domain) {
        return domains.target(domain);
    }

    @Override
    public Optional<String> findUnknownHost(MailDomain domain) {
        return domains.unknownHost(domain);
    }

    @Override
    public Optional<Certificate> findCertificate(String fingerprint) {
        return certificates.find(fingerprint);
    }

    @Override
    public long generation() {
        return changes.read();
    }

    @Override
    public void close() {
        changes.close();
        database.close();
    }
}
