package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScanner;
import org.mailcloak.idp.ChangeFeed;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.GroupDirectory;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.LookupResult;
import org.mailcloak.idp.ScanResult;
import org.mailcloak.idp.ScanVisitor;
import org.mailcloak.store.StoreException;

/**
 * The users of the state database as accounts. The database is opened by the first look-up that can open it, and
 * never migrated: that is the store's business.
 */
final class LocalIdentityProvider implements IdentityProvider, GroupDirectory, AccountScanner, ChangeFeed {

    private final Path file;
    private @Nullable Database database;
    private @Nullable ChangePoller poller;
    private boolean closed;
    private volatile boolean groups = true;

    LocalIdentityProvider(Path file) {
        this.file = file;
    }

    /** Letter case is ignored. */
    @Override
    public LookupResult findByLogin(String loginName) {
        return ask(users -> users.find(loginName).stream().toList());
    }

    @Override
    public LookupResult findByAddress(EmailAddress address) {
        return ask(users -> users.findByAddress(address));
    }

    /** Read once at the beginning and after each change, so that no request waits for the database here. */
    @Override
    public Optional<GroupDirectory> groups() {
        return groups ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<AccountScanner> scanner() {
        return Optional.of(this);
    }

    @Override
    public Optional<ChangeFeed> changes() {
        return Optional.of(this);
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        try {
            return database().read(connection -> LocalGroupLookup.byAddress(connection, address));
        } catch (UnclearRowException e) {
            return GroupLookup.unclear(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            return GroupLookup.unavailable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ScanResult scan(ScanVisitor visitor) {
        try {
            return database().read(connection -> scan(connection, visitor));
        } catch (StoreException e) {
            return ScanResult.unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** A row that cannot be read is in doubt under what can be read of it; the others are as they are. */
    private static ScanResult scan(Connection connection, ScanVisitor visitor) throws SQLException {
        SkippedRows skipped = new SkippedRows();
        AtomicBoolean complete = new AtomicBoolean(true);
        LocalUserRows.each(connection, row -> {
            if (row.user().isPresent()) {
                visitor.found(row.user().get().account());
            } else {
                skipped.add(row.problem());
                visitor.doubtful(row.logins(), row.addresses());
                complete.compareAndSet(true, !row.tooMany());
            }
        });
        skipped.report();
        return complete.get()
                ? ScanResult.complete()
                : ScanResult.partial("a user has more than " + LocalUserRow.MAX_ADDRESSES + " addresses");
    }

    @Override
    public String loginKey(String loginName) {
        return KeyNormalisation.login(loginName);
    }

    @Override
    public synchronized void subscribe(ChangeListener listener) {
        if (!closed && poller == null) {
            poller = new ChangePoller(
                    file,
                    () -> {
                        lookForGroups();
                        listener.everythingMayHaveChanged();
                    },
                    new Replacement());
            lookForGroups();
        }
    }

    /** Looks for groups with addresses. While the database cannot be read, there may be some. */
    private void lookForGroups() {
        try {
            groups = database().read(LocalGroupRows::haveAddresses);
        } catch (StoreException unknown) {
            groups = true;
        }
    }

    /** The store migrates; this waits until it has. */
    private final class Replacement implements ChangeCounter.Owner {

        @Override
        public void replaced() {
            reopen();
        }

        @Override
        public void check(DatabaseFile replacement) {
            checkCurrent(replacement);
            accept();
        }
    }

    private synchronized void reopen() {
        if (database != null) {
            database.reopen();
        }
    }

    private synchronized void accept() {
        if (database != null) {
            database.accept();
        }
    }

    @Override
    public void close() {
        Database open;
        ChangePoller polling;
        synchronized (this) {
            closed = true;
            open = database;
            polling = poller;
            database = null;
            poller = null;
        }
        if (polling != null) {
            polling.close();
        }
        if (open != null) {
            SharedDatabases.release(file);
        }
    }

    private LookupResult ask(Function<LocalUsers, List<LocalUser>> question) {
        try {
            return LookupResult.of(question.apply(new LocalUsers(database())).stream()
                    .map(LocalUser::account)
                    .toList());
        } catch (UnclearRowException e) {
            return LookupResult.unclear(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            return LookupResult.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private synchronized Database database() {
        if (closed) {
            throw new StoreException("The local identity provider is closed");
        }
        if (database == null) {
            database = SharedDatabases.acquire(file, this::openCurrent);
        }
        return database;
    }

    private Database openCurrent() {
        DatabaseFile found = DatabaseFile.existing(file);
        checkCurrent(found);
        return Database.openForReading(file, found.access());
    }

    private static void checkCurrent(DatabaseFile found) {
        if (found.inspect() != SchemaState.CURRENT) {
            throw new StoreException("Database " + found.path() + " is not up to date: run `mailcloakctl --db "
                    + found.path() + " init`");
        }
    }
}
